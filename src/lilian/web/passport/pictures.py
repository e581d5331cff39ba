"""Pictures of villages' orchards: kept by the office, shown to anybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.refusal import NotFound
from lilian.passport import actions, queries
from lilian.passport.values import VillageCard
from lilian.web.passport.forms import PictureForm, RemoveForm
from lilian.web.passport.kept import to_anybody
from lilian.web.passport.orchards import view
from lilian.web.shell.form_page import form_page
from lilian.web.shell.requests import Request

MOST_SHOWN = 60
FOREVER = "public, max-age=31536000, immutable"  # its address is what is in it


@require_safe
def picture(request: Request, digest: str) -> HttpResponse:
    """The picture itself, for anybody."""
    response = HttpResponse(queries.picture_data(digest), content_type="image/webp")
    response["Cache-Control"] = FOREVER
    return to_anybody(response)


@require_safe
@login_required
def pictures(request: Request) -> HttpResponse:
    """Villages with and without a picture, closed ones that still have one; found by name."""
    text = request.GET.get("q", "").strip()
    found = queries.villages_to_picture(request.actor, text=text)
    context = {
        "rows": [_row(card) for card in queries.village_cards(found[:MOST_SHOWN])],
        "text": text,
        "more": max(0, found.count() - MOST_SHOWN),
    }
    return render(request, "passport/pictures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def keep(request: Request, pk: int) -> HttpResponse:
    """Put a picture there, in place of the one before."""
    card = _card(request, pk)
    form = PictureForm(request.POST or None, request.FILES or None)

    def act() -> str:
        actions.keep_picture(actor=request.actor, place_id=pk, draft=form.draft(), now=request.now)
        return reverse("passport:pictures")

    return form_page(
        title=gettext("换一张果园照片") if card.orchard else gettext("上传果园照片"),
        purpose=gettext("%(village)s：有这个村的果的箱子，页面上会看到它。") % {"village": card.village},
        back=reverse("passport:pictures"),
        back_label=gettext("果园照片"),
        form=form,
        act=act,
        done=gettext("照片放上去了，一分钟以内箱子页面就会显示。"),
        submit=gettext("放到箱子页面"),
    ).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: Request, pk: int) -> HttpResponse:
    """Take the picture away."""
    card = _card(request, pk)
    form = RemoveForm(request.POST or None)

    def act() -> str:
        actions.remove_picture(actor=request.actor, place_id=pk, reason=form.cleaned_data["reason"], now=request.now)
        return reverse("passport:pictures")

    return form_page(
        title=gettext("撤下果园照片"),
        purpose=gettext("%(village)s：箱子页面不再显示，照片也从系统里删掉。") % {"village": card.village},
        back=reverse("passport:pictures"),
        back_label=gettext("果园照片"),
        form=form,
        act=act,
        done=gettext("照片撤下了，一分钟以内箱子页面就不再显示。"),
        submit=gettext("撤下照片"),
    ).answer(request)


def _row(card: VillageCard) -> dict[str, Any]:
    return {"card": card, "view": view(card.orchard) if card.orchard else None}


def _card(request: Request, pk: int) -> VillageCard:
    """:raises NotFound: for what is no village in use, nor one with a picture"""
    found = queries.village_cards(queries.villages_to_picture(request.actor).filter(pk=pk))
    if not found:
        raise NotFound()
    return found[0]
