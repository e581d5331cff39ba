"""Room that is free: over a whole time, beside what lies there and what is promised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lilian.kernel.period import Period


def free_over(capacity_g: int, stock_g: int, booked_g: Iterable[int]) -> int:
    """Grams free on every one of these days; what lies there is taken to stay. Never below zero."""
    return max(0, capacity_g - stock_g - max(booked_g, default=0))


def most_booked(booked_g: Mapping[date, int], period: Period) -> int:
    """The most that is promised on one day of the period."""
    return max((grams for day, grams in booked_g.items() if day in period), default=0)


def put_away_room(capacity_g: int, stock_g: int, booked_g: Iterable[int]) -> int | None:
    """Grams that may come in without taking room promised to others; None where nothing is promised."""
    booked = list(booked_g)
    return free_over(capacity_g, stock_g, booked) if any(booked) else None


@dataclass(frozen=True)
class Candidate:
    """A room that might be offered; `store_left_g` is what its store has free beside what plans still bring."""

    room_id: int
    store_id: int
    free_g: int
    store_left_g: int
    distance_km: float


def offers(candidates: Sequence[Candidate], wanted_g: int) -> list[Candidate]:
    """Rooms that hold all that is wanted, the nearest first; of one store the one it fills best."""
    fit = [one for one in candidates if min(one.free_g, one.store_left_g) >= wanted_g]
    return sorted(fit, key=lambda one: (one.distance_km, one.store_id, one.free_g, one.room_id))
