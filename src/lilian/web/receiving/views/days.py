"""The county's day, point by point."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.kernel.money import yuan_text
from lilian.receiving import queries
from lilian.receiving.values import PointDay, Totals
from lilian.web.receiving.views.lists import Asked, days_around
from lilian.web.receiving.words import kilos
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import ago


def columns(request: Request, day: str) -> tuple[Column, ...]:
    def url(row: PointDay) -> str:
        return f"{reverse('receiving:slips')}?point={row.location_id}&day={day}"

    return (
        Column(
            "point", _("收购点"), lambda r: r.name, sort="name", card="lead", link=url, sub=lambda r: r.organisation
        ),
        Column(
            "net",
            _("净重（公斤）"),
            lambda r: kilos(r.totals.net_g),
            sort=lambda r: r.totals.net_g,
            number=True,
            card="right",
        ),
        Column("slips", _("单数"), lambda r: f"{r.totals.slips:,}", sort=lambda r: r.totals.slips, number=True),
        Column("amount", _("金额（元）"), lambda r: yuan_text(r.totals.amount_fen), number=True),
        Column("unpriced", _("未定价"), lambda r: r.totals.unpriced or "—", number=True),
        Column("voided", _("作废"), lambda r: r.totals.voided or "—", number=True, card="hide"),
        Column("last", _("最近一单"), lambda r: ago(r.last_at, request.now)),
    )


def summed(rows: list[PointDay]) -> Totals:
    names = ("slips", "net_g", "amount_fen", "unpriced", "voided")
    return Totals(**{name: sum(getattr(row.totals, name) for row in rows) for name in names})


@require_safe
@login_required
def by_point(request: Request) -> HttpResponse:
    asked = Asked.of(request)
    request.actor.must("receiving.see")
    rows = queries.by_point(request.actor, asked.day)
    totals = summed(rows)
    foot = {
        "point": f"{len(rows)}",
        "net": kilos(totals.net_g),
        "slips": f"{totals.slips:,}",
        "amount": yuan_text(totals.amount_fen),
    }
    listing = Listing(
        request,
        columns(request, asked.day.isoformat()),
        rows,
        totals=foot,
        row_key=lambda row: str(row.location_id),
        per_page=200,
    )
    context = {**days_around(request, asked), "totals": totals, "points": len(rows), "listing": listing}
    context["hour"] = timezone.localtime(request.now)
    return render(request, "receiving/days.html", context)
