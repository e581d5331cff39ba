"""How a slip's figures and codes are said on its pages and papers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from lilian.catalog import queries as catalog
from lilian.kernel.money import yuan_text
from lilian.receiving.values import PRICE_KIND_NAMES, PriceKind


def grade_names(day: date) -> Mapping[str, str]:
    """Code -> name of each grade of the general standard in force that day; '' is ungraded."""
    names = {"": gettext("未分级")}
    try:
        bands = catalog.standard_on(day).bands
    except catalog.NoStandard:
        return names
    return names | {band.grade: band.name for band in bands}


def kilos(weight_g: int) -> str:
    """`100_050` -> `100.05`."""
    return f"{weight_g / 1000:,.3f}".rstrip("0").rstrip(".")


def tenths(value: int | None) -> str:
    """`132` -> `13.2`."""
    return "" if value is None else f"{value // 10}.{value % 10}"


def per_kilo(fen: int | None) -> str:
    return "" if fen is None else yuan_text(fen)


def price_words(slip: Any) -> str:
    """What is paid for a kilogram, or how it will be."""
    kind = gettext(PRICE_KIND_NAMES[PriceKind(slip.price_kind)])
    named = f"{kind} {slip.contract}".strip()
    if slip.fen_per_kg is None:
        return named
    return gettext("%(kind)s %(yuan)s 元/公斤") % {"kind": named, "yuan": per_kilo(slip.fen_per_kg)}
