"""Reads of receiving. Every one takes the actor, and foreign slips are not found."""

from lilian.receiving.queries.days import by_point, totals
from lilian.receiving.queries.points import is_point, point, point_before, points
from lilian.receiving.queries.prices import price_in_force, prices, prices_at
from lilian.receiving.queries.sellers import last_slip_of, sellers
from lilian.receiving.queries.slips import defects_of, seller_name, slip, slip_named, slips

__all__ = [
    "by_point",
    "defects_of",
    "is_point",
    "last_slip_of",
    "point",
    "point_before",
    "points",
    "price_in_force",
    "prices",
    "prices_at",
    "seller_name",
    "sellers",
    "slip",
    "slip_named",
    "slips",
    "totals",
]
