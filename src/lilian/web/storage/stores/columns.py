"""Columns of the lists of stores."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.storage.values import StoreCard
from lilian.web.shell.listing import Column
from lilian.web.shell.tags import percent, tonnes_column, yuan
from lilian.web.storage.stores.cells import degrees, fill_cell, on_the_way, state_cell
from lilian.web.storage.stores.county import county_of


def store_url(card: StoreCard) -> str:
    return reverse("storage:store", args=[card.id])


def code_and_town(card: StoreCard) -> str:
    return " · ".join(part for part in (card.code, card.township) if part)


def oldest_first(card: StoreCard) -> float:
    return card.reported_at.timestamp() if card.reported_at else 0.0


NAME = Column(
    "name", _("冷库"), lambda c: c.name, sort=lambda c: c.code, card="lead", link=store_url, sub=code_and_town
)
FILL = Column("fill", _("库容比"), fill_cell, sort=lambda c: c.fill_rate, card="right")
FREE = Column(
    "free", _("空余（吨）"), lambda c: tonnes_column(c.free_g), sort=lambda c: c.free_g, number=True, sub=on_the_way
)
FRESH = Column("told", _("填报"), state_cell, sort=oldest_first)
FEE = Column(
    "fee",
    _("收费（元/吨·月）"),
    lambda c: yuan(c.fee_fen_per_tonne_month),
    sort=lambda c: c.fee_fen_per_tonne_month,
    number=True,
    card="hide",
)
STORES: tuple[Column, ...] = (
    NAME,
    FILL,
    FREE,
    Column(
        "stock", _("已存（吨）"), lambda c: tonnes_column(c.stock_g), sort=lambda c: c.stock_g, number=True, card="hide"
    ),
    Column(
        "capacity",
        _("申报库容（吨）"),
        lambda c: tonnes_column(c.capacity_g),
        sort=lambda c: c.capacity_g,
        number=True,
        card="hide",
    ),
    Column(
        "temperature",
        _("库温"),
        lambda c: degrees(c.temperature_mc),
        sort=lambda c: c.temperature_mc,
        number=True,
        card="hide",
    ),
    FEE,
    FRESH,
)
NEAREST: tuple[Column, ...] = (
    NAME,
    Column(
        "distance", _("直线距离"), lambda c: gettext("%(km).1f 公里") % {"km": c.distance_km}, number=True, card="right"
    ),
    FREE,
    Column("fill_fact", _("库容比"), fill_cell),
    Column("accepts", _("存什么"), lambda c: gettext("、").join(c.accepts), card="hide"),
    FEE,
    Column("hours", _("开门时间"), lambda c: c.opening_hours or "—"),
    FRESH,
)


def totals(cards: Sequence[StoreCard]) -> dict[str, Any]:
    """Of the open stores shown: a closed one offers no room."""
    county = county_of(cards)
    return {
        "name": gettext("在用 %(count)s 座") % {"count": county.stores},
        "fill": percent(county.fill.fill_rate),
        "free": tonnes_column(county.free_g),
        "stock": tonnes_column(county.stock_g),
        "capacity": tonnes_column(county.capacity_g),
    }
