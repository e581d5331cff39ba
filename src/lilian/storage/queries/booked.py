"""Room that is promised to somebody: a module above keeps the promises and tells how much of each room they take."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

Booked = Callable[[Collection[int], date], Mapping[int, int]]
REGISTERED: dict[str, Booked] = {}


def register(name: str, booked: Booked) -> None:
    """`booked(room_ids, since)`: by room, the most grams promised on one day from `since` on."""
    REGISTERED[name] = booked


def booked_g(room_ids: Collection[int], since: date) -> dict[int, int]:
    """By room, over all who promise; a room nobody promised is missing."""
    found: dict[int, int] = {}
    for booked in REGISTERED.values():
        for room_id, weight_g in booked(room_ids, since).items():
            found[room_id] = found.get(room_id, 0) + weight_g
    return found


def promised_g(capacity_g: int, stock_g: int, booked: int) -> int:
    """What of a room's free space is promised: fruit that is there stays, and takes none of another room's."""
    return min(booked, max(0, capacity_g - stock_g))
