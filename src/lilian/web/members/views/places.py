"""Places: the list and the form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.members import actions, queries
from lilian.members.values import PLACE_KIND_NAMES, PlaceKind
from lilian.web.members.columns import PLACES
from lilian.web.members.forms import PlaceForm
from lilian.web.members.pages import form_page
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.requests import Request


@require_safe
@login_required
def place_list(request: Request) -> HttpResponse:
    """Collection points, stores, blocks, centres; found by name, pinyin or initials."""
    text, chosen = request.GET.get("q", ""), request.GET.get("kind", "")
    kind = PlaceKind(chosen) if chosen in set(PlaceKind) else None
    options = [("", gettext("全部")), *((one.value, gettext(PLACE_KIND_NAMES[one])) for one in PlaceKind)]
    found = queries.places(request.actor, kind=kind, text=text)
    context = {
        "listing": Listing(request, PLACES, found, default_sort="name"),
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
