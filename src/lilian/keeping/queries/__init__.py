"""Reads of the keeping of fruit; every one takes the actor."""

from lilian.keeping.queries.alarms import alarms, is_overdue, unseen
from lilian.keeping.queries.booking import Offer, bookings, free_rooms, most_booked, offers, request, requests
from lilian.keeping.queries.fees import fee_terms, month_fees
from lilian.keeping.queries.life import Aged, Lasting, aged, first_out, lasting
from lilian.keeping.queries.life_rules import LifeCard, life_cards, life_changes, life_in, life_of
from lilian.keeping.queries.loads import load, loads, put_away_g
from lilian.keeping.queries.rooms import room, rooms
from lilian.keeping.queries.sheets import counts, put_aways

__all__ = [
    "Aged",
    "Lasting",
    "LifeCard",
    "Offer",
    "aged",
    "alarms",
    "bookings",
    "counts",
    "fee_terms",
    "first_out",
    "free_rooms",
    "is_overdue",
    "lasting",
    "life_cards",
    "life_changes",
    "life_in",
    "life_of",
    "load",
    "loads",
    "month_fees",
    "most_booked",
    "offers",
    "put_away_g",
    "put_aways",
    "request",
    "requests",
    "room",
    "rooms",
    "unseen",
]
