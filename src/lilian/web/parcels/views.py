"""Parcels: the list, one of them, the workbook."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.kernel.quantity import weight_text
from lilian.packing.values import number_in
from lilian.parcels import queries
from lilian.parcels.values import PARCEL, PARCEL_STATE_NAMES, ParcelCard
from lilian.web.parcels.book import MOST_ROWS, book
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request


class Cards:
    """Parcels as cards, worked out for the page that is shown only."""

    def __init__(self, found: QuerySet[Any]) -> None:
        self.found = found

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, part: slice) -> list[ParcelCard]:
        return queries.parcel_cards(self.found[part])


def when(card: ParcelCard) -> str:
    return f"{timezone.localtime(card.loaded_at):%Y-%m-%d %H:%M}"


COLUMNS = (
    Column(
        "receiver",
        _("收件人"),
        lambda card: card.receiver,
        card="lead",
        link=lambda card: reverse("parcels:parcel", args=[card.parcel_id]),
        sub=lambda card: card.code,
    ),
    Column("boxes", _("箱数"), lambda card: f"{card.boxes:,}", number=True, card="right"),
    Column("weight", _("净重"), lambda card: weight_text(card.net_g, "公斤"), number=True),
    Column("state", _("到哪了"), lambda card: gettext(PARCEL_STATE_NAMES[card.state])),
    Column(
        "carriage",
        _("承运"),
        lambda card: " · ".join(filter(None, (card.carriage.carrier, card.carriage.plate))) or "—",
    ),
    Column("at", _("装车"), when),
)
BOXES = (
    Column("code", _("箱码"), lambda row: row.box.code, card="lead"),
    Column("net_g", _("净重（克）"), lambda row: f"{row.box.net_g:,}", number=True, card="right"),
    Column("back", _("退回"), lambda row: f"{timezone.localtime(row.until):%Y-%m-%d %H:%M}" if row.until else "—"),
)


def asked(request: Request) -> tuple[str, QuerySet[Any]]:
    """By receiver, waybill or number."""
    text, found = request.GET.get("q", "").strip(), queries.parcels(request.actor)
    if text and (number := number_in(text, PARCEL)) is not None:
        return text, found.filter(pk=number)
    if text:
        found = found.filter(
            Q(receiver_name__icontains=text) | Q(receiver__name__icontains=text) | Q(waybill__icontains=text)
        )
    return text, found


@require_safe
@login_required
def parcel_list(request: Request) -> HttpResponse:
    text, found = asked(request)
    context = {
        "listing": Listing(request, COLUMNS, Cards(found), row_key=lambda card: str(card.parcel_id)),
        "text": text,
        "may_send": request.actor.may("parcels.send"),
    }
    return render(request, "parcels/parcels.html", context)


@require_safe
@login_required
def workbook(request: Request) -> HttpResponse:
    """What the list shows, the newest first."""
    _text, found = asked(request)
    data = book(queries.parcel_cards(found[:MOST_ROWS]), request.now)
    answer = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = content_disposition_header(True, f"{gettext('发件')}.xlsx") or ""
    return answer


@require_safe
@login_required
def parcel_page(request: Request, pk: int) -> HttpResponse:
    card = queries.parcel(request.actor, pk)
    context = {
        "card": card,
        "state": gettext(PARCEL_STATE_NAMES[card.state]),
        "weight": weight_text(card.net_g, "公斤"),
        "listing": Listing(request, BOXES, queries.boxes_of(request.actor, pk)),
        "may_send": request.actor.may("parcels.send", organisation_id=card.organisation_id),
    }
    return render(request, "parcels/parcel.html", context)
