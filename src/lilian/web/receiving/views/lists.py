"""Slips of a day for those who buy, one's own for those who grow."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.catalog import queries as catalog
from lilian.receiving import queries
from lilian.web.receiving import columns, slip_book
from lilian.web.receiving.words import grade_names
from lilian.web.shell.listing import Listing, with_query
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download


@dataclass(frozen=True)
class Asked:
    """A day and a point, as the address says; what it cannot mean is left out."""

    day: date
    point: int | None
    text: str

    @classmethod
    def of(cls, request: Request) -> "Asked":
        today = timezone.localdate(request.now)
        try:
            day = date.fromisoformat(request.GET.get("day", ""))
        except ValueError:
            day = today
        point = request.GET.get("point", "")
        return cls(
            min(day, today), int(point) if point.isdecimal() and len(point) < 19 else None, request.GET.get("q", "")
        )


def asked_span(request: Request) -> tuple[date, date] | None:
    """The days the address names, in their order; None if it does not name two."""
    try:
        days = [date.fromisoformat(request.GET[name]) for name in ("since", "until")]
    except (KeyError, ValueError):
        return None
    return min(days), max(days)


def asked_slips(request: Request, asked: Asked) -> Any:
    """Whoever looks for a name or a number looks through all days."""
    day = None if asked.text.strip() else asked.day
    return queries.slips(request.actor, location_id=asked.point, first_day=day, last_day=day, text=asked.text)


def days_around(request: Request, asked: Asked) -> dict[str, Any]:
    today = timezone.localdate(request.now)
    before, after = asked.day - timedelta(days=1), asked.day + timedelta(days=1)
    return {
        "day": asked.day,
        "is_today": asked.day == today,
        "before": with_query(request.GET, day=before.isoformat()),
        "after": with_query(request.GET, day=after.isoformat()) if asked.day < today else "",
    }


def is_grower_only(request: Request) -> bool:
    reach = request.actor.reach("receiving.see")
    return not reach.everywhere and not reach.organisation_ids


@require_safe
@login_required
def slips(request: Request) -> HttpResponse:
    request.actor.must("receiving.see")
    if is_grower_only(request):
        return HttpResponseRedirect(reverse("receiving:mine"))
    asked = Asked.of(request)
    found = asked_slips(request, asked)
    totals = queries.totals(found)
    shown = columns.for_staff(request.actor, grade_names(asked.day))
    points = list(queries.points(request.actor))
    context = {
        **days_around(request, asked),
        "asked": asked,
        "text": asked.text,
        "totals": totals,
        "point": next((one for one in points if one.pk == asked.point), None),
        "points": points,
        "may_record": request.actor.may("receiving.record"),
        "may_see_days": len(points) > 1,
        "season": catalog.season_on(asked.day),
        "listing": Listing(request, shown, found, totals=columns.foot(totals, "seller")),
    }
    return render(request, "receiving/slips.html", context)


@require_safe
@login_required
def workbook(request: Request) -> HttpResponse:
    """The day that is shown, or the days from `since` to `until`."""
    request.actor.must("receiving.see")
    asked, span = Asked.of(request), asked_span(request)
    if span is None:
        data = slip_book.workbook(request.actor, request.now, asked_slips(request, asked))
        return as_download(data, f"{gettext('收果单')}-{asked.day:%Y%m%d}.xlsx")
    since, until = span
    found = queries.slips(request.actor, location_id=asked.point, first_day=since, last_day=until, text=asked.text)
    data = slip_book.workbook(request.actor, request.now, found)
    return as_download(data, f"{gettext('收果单')}-{since:%Y%m%d}-{until:%Y%m%d}.xlsx")


@require_safe
@login_required
def mine(request: Request) -> HttpResponse:
    """A grower's deliveries of the season: kilograms, price, yuan, sample."""
    request.actor.must("receiving.see")
    today = timezone.localdate(request.now)
    season = catalog.season_on(today)
    found = queries.slips(request.actor, first_day=season.starts_on if season else None)
    totals = queries.totals(found)
    shown = columns.for_grower(grade_names(today))
    context = {
        "season": season,
        "totals": totals,
        "board": [(price, grade_names(today)) for price in queries.prices_at(None, request.now).values()],
        "listing": Listing(request, shown, found, totals=columns.foot(totals, "day")),
    }
    return render(request, "receiving/mine.html", context)
