"""The books of a plan: what stands in each room each month, and what all of it costs. Exact grams, fen rounded once."""

from collections import Counter
from dataclasses import dataclass, field

from lilian.planning.consolidation.plan import Cost, Leaving, Missing, Move
from lilian.planning.consolidation.problem import GRAMS, Problem

Kind = tuple[str, int]


@dataclass
class Books:
    """Stock as months pass; every act is entered once and may not take what is not there."""

    problem: Problem
    stock: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    kept: list[Counter[tuple[str, Kind]]] = field(default_factory=list)  # per month, what stood there
    moves: list[Move] = field(default_factory=list)
    delivered: list[Leaving] = field(default_factory=list)
    lost: list[Leaving] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stock in self.problem.stock:
            self.stock[stock.room, (stock.variety, min(stock.months_left, self.problem.terms.months))] += stock.weight_g

    def move(self, month: int, source: str, target: str, kind: Kind, weight_g: int) -> None:
        weight_g = min(weight_g, self.stock[source, kind])
        if weight_g > 0 and source != target:
            self.stock[source, kind] -= weight_g
            self.stock[target, kind] += weight_g
            self.moves.append(Move(month, source, target, *kind, weight_g))

    def lose(self, month: int, room: str, kind: Kind, weight_g: int) -> None:
        weight_g = min(weight_g, self.stock[room, kind])
        if weight_g > 0:
            self.stock[room, kind] -= weight_g
            self.lost.append(Leaving(month, room, *kind, weight_g))

    def deliver(self, month: int, room: str, kind: Kind, weight_g: int) -> int:
        weight_g = min(weight_g, self.stock[room, kind])
        if weight_g > 0:
            self.stock[room, kind] -= weight_g
            self.delivered.append(Leaving(month, room, *kind, weight_g))
        return weight_g

    def keep(self) -> None:
        self.kept.append(Counter({key: weight for key, weight in self.stock.items() if weight}))

    def wanted(self, month: int) -> Counter[str]:
        found = Counter[str]()
        for out in self.problem.withdrawals:
            if out.month == month:
                found[out.variety] += out.weight_g
        return found

    def runs(self, now: dict[str, tuple[bool, ...]] | None = None) -> dict[str, tuple[bool, ...]]:
        """The months in which a room holds fruit, or `now` if that is given."""
        if now is not None:
            return now
        full = [{room for room, _ in kept} for kept in self.kept]
        return {room.code: tuple(room.code in month for month in full) for room in self.problem.rooms}

    def cost(self, running: dict[str, tuple[bool, ...]]) -> Cost:
        return cost(self.problem, self, running)


def cost(problem: Problem, books: Books, running: dict[str, tuple[bool, ...]]) -> Cost:
    terms, rooms = problem.terms, {room.code: room for room in problem.rooms}
    wh_g = terms.loaded_wh_per_tonne * sum(move.weight_g for move in books.moves)
    for month, kept in enumerate(books.kept):
        wh_g += sum(rooms[code].per_tonne_wh[month] * weight for (code, _), weight in kept.items())
    wh_g += GRAMS * sum(r.running_wh[t] for r in problem.rooms for t in range(terms.months) if running[r.code][t])
    switches = 0
    for room in problem.rooms:
        before = room.running_now
        for now in running[room.code]:
            switches += room.start_fen * (now and not before) + room.stop_fen * (before and not now)
            before = now
    per_link = {(link.source, link.target): link.fen_per_tonne for link in problem.links}
    moved = sum(m.weight_g * per_link[rooms[m.source].store, rooms[m.target].store] for m in books.moves)
    bruised = terms.loss_per_mille * terms.value_fen_per_tonne * sum(move.weight_g for move in books.moves)
    return Cost(
        energy=half_up(wh_g * terms.fen_per_kwh, GRAMS * 1000),
        starts_and_stops=switches,
        moves=half_up(moved * 1000 + bruised, GRAMS * 1000),
        lost=half_up(terms.value_fen_per_tonne * sum(gone.weight_g for gone in books.lost), GRAMS),
        missing=half_up(terms.missing_fen_per_tonne * sum(gap.weight_g for gap in books.missing), GRAMS),
    )


def half_up(top: int, bottom: int) -> int:
    return (2 * top + bottom) // (2 * bottom)
