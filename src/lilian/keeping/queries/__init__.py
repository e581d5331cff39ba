"""Reads of the keeping of fruit; every one takes the actor."""

from lilian.keeping.queries.booking import Offer, bookings, free_rooms, offers, request, requests
from lilian.keeping.queries.loads import load, loads, put_away_g
from lilian.keeping.queries.rooms import room, rooms
from lilian.keeping.queries.sheets import counts, put_aways

__all__ = [
    "Offer",
    "bookings",
    "counts",
    "free_rooms",
    "load",
    "loads",
    "offers",
    "put_away_g",
    "put_aways",
    "request",
    "requests",
    "room",
    "rooms",
]
