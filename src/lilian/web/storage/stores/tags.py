"""Filters of the cold-store pages; `{% load stores %}`."""

from django import template

from lilian.kernel.quantity import in_unit, number_text
from lilian.storage.values import Freshness
from lilian.web.storage.stores import cells, filters

register = template.Library()
register.filter("degrees", cells.degrees)
register.filter("fill_tone", cells.fill_tone)


@register.filter
def too_old(freshness: Freshness) -> bool:
    return freshness in filters.TOO_OLD


@register.filter
def cubic_metres(volume_l: int) -> str:
    """`1234000` litres -> `1,234`."""
    return f"{volume_l / 1000:,.0f}"


@register.filter
def jin(weight_g: int) -> str:
    return number_text(in_unit(weight_g, "斤"), 0)
