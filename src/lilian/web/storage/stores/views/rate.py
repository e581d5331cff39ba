"""The county's fill rate over time."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.storage import queries
from lilian.storage.values import FillOfDay
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download
from lilian.web.shell.tags import percent, tonnes_column
from lilian.web.storage.stores import charts, county, fill_rate_book

SPANS = {"14": 14, "": 42, "120": 120}


def span(request: Request) -> int:
    return SPANS.get(request.GET.get("days", ""), SPANS[""])


def span_names() -> list[tuple[str, str]]:
    return [("14", gettext("近 2 周")), ("", gettext("近 6 周")), ("120", gettext("近 4 个月"))]


def day_columns(history: Sequence[FillOfDay]) -> tuple[Column, ...]:
    """The last needs the day before."""
    before = {one.day: previous for previous, one in pairwise(history)}

    def more(one: FillOfDay) -> str:
        earlier = before.get(one.day)
        return "" if earlier is None else f"{(one.stock_g - earlier.stock_g) / 1e6:+,.1f}".replace("-", "−")

    return (
        Column("day", _("日期"), lambda one: f"{one.day:%Y-%m-%d}", sort="day", card="lead"),
        Column("rate", _("库容比"), lambda one: percent(one.fill_rate, 1), sort="fill_rate", number=True, card="right"),
        Column("stock", _("已存（吨）"), lambda one: tonnes_column(one.stock_g), sort="stock_g", number=True),
        Column("more", _("比前一天（吨）"), more, number=True),
        Column(
            "capacity", _("有填报的申报库容（吨）"), lambda one: tonnes_column(one.capacity_g), number=True, card="hide"
        ),
    )


@require_safe
@login_required
def fill_rate(request: Request) -> HttpResponse:
    history = queries.fill_history(request.actor, now=request.now, days=span(request))
    context: dict[str, Any] = {
        "chart": charts.fill_chart(history),
        "towns": charts.town_chart(queries.fill_by_township(request.actor, now=request.now, days=1)),
        "change": county.change_in_words(history),
        "today": history[-1] if history else None,
        "chips": chips(request, "days", span_names()),
        "listing": Listing(
            request, day_columns(history), history, default_sort="-day", row_key=lambda one: one.day.isoformat()
        ),
        "days": request.GET.get("days", ""),
    }
    return render(request, "storage/stores/fill_rate.html", context)


@require_safe
@login_required
def fill_rate_workbook(request: Request) -> HttpResponse:
    history = queries.fill_history(request.actor, now=request.now, days=span(request))
    cards = queries.store_cards(request.actor, now=request.now)
    data = fill_rate_book.workbook(request.actor, request.now, history, cards)
    return as_download(data, f"{gettext('库容比')}-{timezone.localdate(request.now):%Y%m%d}.xlsx")
