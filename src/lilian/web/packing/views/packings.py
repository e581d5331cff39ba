"""The packer's board: what is being packed, what was packed lately, and a new packing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.brand import queries as brand
from lilian.flows import packing as flows
from lilian.packing import queries
from lilian.packing.values import SHIFT_NAMES, PackingCard, Shift
from lilian.stock import queries as stock
from lilian.stock.values import LocationKind
from lilian.web.packing.forms import OpenForm
from lilian.web.packing.words import grams
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos

MOST_OPEN = 12
PACKED_AT = (LocationKind.LINE, LocationKind.PACKHOUSE)


def link(card: PackingCard) -> str:
    return reverse("packing:packing", args=[card.packing_id])


COLUMNS = (
    Column("code", _("批号"), lambda c: c.code, card="lead", link=link, sub=lambda c: c.spec.name),
    Column("day", _("日期"), lambda c: f"{c.day:%Y-%m-%d}", sub=lambda c: gettext(SHIFT_NAMES[c.shift])),
    Column("line", _("产线"), lambda c: c.location, sub=lambda c: c.organisation),
    Column("boxes", _("箱数"), lambda c: f"{c.tally.boxes:,}", number=True, card="right"),
    Column("net", _("净重（公斤）"), lambda c: kilos(c.tally.net_g, 1), number=True),
    Column("over", _("每箱让利（克）"), lambda c: grams(c.tally.give_away_a_box_mg), number=True),
    Column("state", _("状态"), lambda c: state(c)),
)


def state(card: PackingCard) -> str:
    if card.dropped:
        return gettext("已取消")
    return gettext("在装") if card.is_open else gettext("已入账")


class Cards:
    """A page of cards made when it is shown."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return int(self.rows.count())

    def __getitem__(self, part: slice) -> list[PackingCard]:
        return queries.packing_cards(self.rows[part])


@require_safe
@login_required
def board(request: Request) -> HttpResponse:
    found = queries.packings(request.actor)
    running = queries.packing_cards(found.filter(closing__isnull=True)[:MOST_OPEN])
    listing = Listing(
        request, COLUMNS, Cards(found.filter(closing__isnull=False)), row_key=lambda card: str(card.packing_id)
    )
    context = {"running": running, "listing": listing, "may_pack": request.actor.may("packing.pack")}
    return render(request, "packing/board.html", context)


def usual_shift(hour: int) -> str:
    """The shift that works at this hour of the county's day."""
    if 6 <= hour < 16:
        return Shift.DAY.value
    return Shift.EVENING.value if 16 <= hour < 23 else Shift.NIGHT.value


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_page(request: Request) -> HttpResponse:
    """First the line, where there are several; then what is packed there."""
    actor = request.actor
    actor.must("packing.pack")
    places = list(stock.locations(actor, permission="packing.pack", kinds=PACKED_AT))
    at = request.GET.get("at", "")
    chosen = [place for place in places if str(place.pk) == at] or (places if len(places) == 1 else [])
    if not chosen:
        return render(request, "packing/choose_line.html", {"places": places})
    place = chosen[0]
    form = OpenForm(
        request.POST or None,
        place=place,
        specs=queries.specs(actor, timezone.localdate(request.now)),
        lots=stock.cards(stock.lots_at(actor, place.pk)),
        licences=brand.usable(actor, place.organisation_id or 0, timezone.localdate(request.now)),
        initial={"shift": usual_shift(timezone.localtime(request.now).hour)},
    )

    def act() -> str:
        key = flows.open_packing(
            actor=actor,
            draft=form.draft(),
            client_key=key_of(request),
            now=request.now,
            licence_id=form.cleaned_data.get("licence"),
        )
        return reverse("packing:packing", args=[key])

    context = {"title": gettext("开始包装"), "purpose": place.name, "back": reverse("packing:board")}
    return FormPage("packing/form.html", form, act, gettext("开始了，可以称箱。"), context).answer(request)
