"""What is answered: which room runs when, what moves, what leaves from where, what it costs, and the certificate."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """At the start of `month`."""

    month: int
    source: str
    target: str
    variety: str
    months_left: int
    weight_g: int


@dataclass(frozen=True)
class Leaving:
    """Delivered at the end of `month`, or (`Plan.lost`) gone at its start: too old, or no room may hold it."""

    month: int
    room: str
    variety: str
    months_left: int
    weight_g: int


@dataclass(frozen=True)
class Missing:
    """A planned withdrawal that cannot be served."""

    month: int
    variety: str
    weight_g: int


@dataclass(frozen=True)
class Cost:
    """Fen, each part rounded once (half up)."""

    energy: int
    starts_and_stops: int
    moves: int
    lost: int
    missing: int

    @property
    def total(self) -> int:
        return self.energy + self.starts_and_stops + self.moves + self.lost + self.missing


@dataclass(frozen=True)
class Price:
    """A multiplier of one row of the model (see docs/planning/consolidation.md), in 1/1000 fen per unit of the row."""

    row: tuple[str, int, int, int]
    value: int


@dataclass(frozen=True)
class Leaf:
    """Some rooms decided in some months, `runs` as (room, month, runs); the prices that bound the rest."""

    runs: tuple[tuple[int, int, bool], ...]
    prices: tuple[Price, ...]


@dataclass(frozen=True)
class RoomRegret:
    """What it costs to decide a room against the plan for the whole season: `runs` False shuts it, True keeps it on."""

    room: str
    runs: bool
    at_least_fen: int
    at_most_fen: int | None


@dataclass(frozen=True)
class Plan:
    """`running`: per room, month by month. `lower_bound_fen`: no plan costs less, by `leaves`; `root` proves the
    regrets. See `check.py`."""

    running: dict[str, tuple[bool, ...]]
    moves: tuple[Move, ...]
    delivered: tuple[Leaving, ...]
    lost: tuple[Leaving, ...]
    missing: tuple[Missing, ...]
    cost: Cost
    lower_bound_fen: int
    leaves: tuple[Leaf, ...]
    root: Leaf
    regrets: tuple[RoomRegret, ...]
    method: str

    @property
    def gap(self) -> float:
        """(cost - bound) / cost."""
        return (self.cost.total - self.lower_bound_fen) / max(1, self.cost.total)
