"""What is answered: each duty with its times, loads, breaks and driver, what it costs, and what is left out and why."""

from dataclasses import dataclass, fields

from lilian.planning.routing.reasons import Reason


@dataclass(frozen=True)
class Visit:
    """At a depot (loading, loading again, coming back) or a stop. The van drives without pause and arrives at
    `arrives_s`; service lasts from `starts_s` to `leaves_s`. `load_after`: what is on board then, per dimension."""

    at: str
    is_depot: bool
    arrives_s: int
    starts_s: int
    leaves_s: int
    load_after: tuple[int, ...]


@dataclass(frozen=True)
class Break:
    starts_s: int
    ends_s: int


@dataclass(frozen=True)
class Cost:
    """In fen; each part is rounded once (half up) per duty."""

    fixed_fen: int = 0
    distance_fen: int = 0
    time_fen: int = 0
    fairness_fen: int = 0
    change_fen: int = 0
    left_out_fen: int = 0

    @property
    def total_fen(self) -> int:
        return sum(getattr(self, part.name) for part in fields(self))

    def plus(self, other: "Cost") -> "Cost":
        return Cost(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


@dataclass(frozen=True)
class Duty:
    """One van, one shift, one driver: from the first loading to the last return."""

    van: str
    shift: str
    driver: str
    visits: tuple[Visit, ...]
    breaks: tuple[Break, ...]
    metres: int
    cost: Cost

    @property
    def starts_s(self) -> int:
        return self.visits[0].starts_s

    @property
    def ends_s(self) -> int:
        return self.visits[-1].leaves_s

    @property
    def stops(self) -> tuple[str, ...]:
        return tuple(visit.at for visit in self.visits if not visit.is_depot)


@dataclass(frozen=True)
class Unserved:
    """A stop left out; `price_fen` None if it should have been served."""

    stop: str
    price_fen: int | None
    why: Reason


@dataclass(frozen=True)
class Plan:
    """`missed`: stops that must be served and are not; 0 in a plan that can be driven as asked.

    `lower_bound_fen`: no plan that serves what must be served costs less; `bound` names the relaxation.
    """

    duties: tuple[Duty, ...]
    unserved: tuple[Unserved, ...]
    cost: Cost
    cost_fen: int
    missed: int
    lower_bound_fen: int
    bound: str
    method: str

    @property
    def gap(self) -> float:
        """(cost - lower bound) / cost: how much could be left to win at most, by a bound that is weak; 1.0 if stops
        are missed."""
        return 1.0 if self.missed else (self.cost_fen - self.lower_bound_fen) / max(1, self.cost_fen)
