"""Places: the list and the form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.flows import places as flows
from lilian.members import actions, queries
from lilian.members.values import PLACE_KIND_NAMES, PlaceKind
from lilian.web.members.columns import place_columns
from lilian.web.members.forms import ChangePlaceForm, ClosePlaceForm, PlaceForm, said_of_place
from lilian.web.members.where import place_map
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


@require_safe
@login_required
def place_list(request: Request) -> HttpResponse:
    """Collection points, stores, blocks, centres; found by name, pinyin or initials."""
    text, chosen = request.GET.get("q", ""), request.GET.get("kind", "")
    kind = PlaceKind(chosen) if chosen in set(PlaceKind) else None
    options = [("", gettext("全部")), *((one.value, gettext(PLACE_KIND_NAMES[one])) for one in PlaceKind)]
    closed = request.GET.get("closed") == "1"
    found = queries.places(request.actor, kind=kind, text=text, closed=closed)
    context = {
        "listing": Listing(request, place_columns(request, closed=closed), found, default_sort="name"),
        "closed": closed,
        "chips": chips(request, "kind", options),
        "text": text,
        "may_change": request.actor.may("members.change"),
    }
    return render(request, "members/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_place(request: Request) -> HttpResponse:
    """Register a place."""
    request.actor.must("members.change")
    form = PlaceForm(request.POST or None, actor=request.actor, today=timezone.localdate(request.now))

    def act() -> str:
        actions.add_place(actor=request.actor, draft=form.draft(), now=request.now)
        return reverse("members:places")

    return form_page(
        title=gettext("登记地点"),
        purpose=gettext("收购点、恒温库、地块等在哪里；手机地图上长按就能看到经纬度。"),
        back=reverse("members:places"),
        back_label=gettext("地点"),
        form=form,
        act=act,
        done=gettext("已登记。"),
        submit=gettext("登记"),
    ).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_place(request: Request, pk: int) -> HttpResponse:
    """Rename a place, move its point, say whose it is."""
    request.actor.must("members.change")
    place = queries.place(request.actor, pk)
    form = ChangePlaceForm(
        request.POST or None,
        actor=request.actor,
        today=timezone.localdate(request.now),
        initial=said_of_place(place),
    )

    def act() -> str:
        draft = form.draft(place.area_m2)
        actions.change_place(actor=request.actor, place_id=pk, draft=draft, now=request.now)
        return reverse("members:places")

    return form_page(
        title=gettext("修改地点"),
        purpose=place.name,
        back=reverse("members:places"),
        back_label=gettext("地点"),
        form=form,
        act=act,
        done=gettext("已保存。"),
        beside=_beside(request, place),
        map=place_map(place, queries.places(request.actor)),
    ).answer(request)


def _beside(request: Request, place: Any) -> list[tuple[str, str]]:
    """What else is done with a place; a village has a picture of its orchards."""
    buttons = [(reverse("members:close_place", args=[place.pk]), gettext("停用…"))]
    if place.kind == PlaceKind.VILLAGE and request.actor.may("passport.keep_pictures"):
        buttons.insert(0, (reverse("passport:keep_picture", args=[place.pk]), gettext("果园照片")))
    return buttons


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_place(request: Request, pk: int) -> HttpResponse:
    """Use a place no more."""
    request.actor.must("members.change")
    place = queries.place(request.actor, pk)
    form = ClosePlaceForm(request.POST or None)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        flows.close_place(actor=request.actor, place_id=pk, reason=reason, now=request.now)
        return reverse("members:places")

    return form_page(
        title=gettext("停用地点"),
        purpose=gettext("%(name)s：从今天起不再列出，以前的记录都留着。") % {"name": place.name},
        back=reverse("members:change_place", args=[pk]),
        back_label=place.name,
        form=form,
        act=act,
        done=gettext("已停用。"),
        submit=gettext("停用这个地点"),
    ).answer(request)


@require_POST
@login_required
def reopen_place(request: Request, pk: int) -> HttpResponse:
    """Use a closed place again."""
    request.actor.must("members.change")

    def act() -> str:
        actions.reopen_place(actor=request.actor, place_id=pk, now=request.now)
        return reverse("members:places")

    response = once(request, act)
    messages.success(request, gettext("已重新启用。"))
    return response
