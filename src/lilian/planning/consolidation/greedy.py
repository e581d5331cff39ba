"""What people do today: nothing moves that need not, the fruit that keeps least leaves first, a room runs until it is
empty. What people decided holds here too, so that the comparison with a plan is fair: a room that must run runs empty,
one that must stand is emptied into the next room that has space, and what nobody could take is lost."""

from collections import Counter
from dataclasses import dataclass, field

from lilian.planning.consolidation.account import Books, Kind
from lilian.planning.consolidation.decided import allowed, decided
from lilian.planning.consolidation.plan import Leaf, Missing, Plan
from lilian.planning.consolidation.problem import Problem


def practice(problem: Problem) -> Plan:
    """Today's way under people's decisions. The bound is 0."""
    books, floor = Books(problem), Floor(problem)
    for month in range(problem.terms.months):
        shut = floor.shut(month)
        for room, kind in sorted(books.stock):
            if room in shut:
                floor.empty(books, month, room, kind)
        for (room, kind), weight in sorted(books.stock.items()):
            if room in shut or not floor.keeps(month, room, kind):
                books.lose(month, room, kind, weight)
        books.keep()
        floor.month_over(month, {room for room, _ in books.kept[-1]})
        for variety, wanted in sorted(books.wanted(month).items()):
            serve(books, month, variety, wanted)
    running = allowed(problem, books.runs())
    return Plan(
        running=running,
        moves=tuple(books.moves),
        delivered=tuple(books.delivered),
        lost=tuple(books.lost),
        missing=tuple(books.missing),
        cost=books.cost(running),
        lower_bound_fen=0,
        leaves=(Leaf((), ()),),
        root=Leaf((), ()),
        regrets=(),
        method="every room that holds fruit runs until it is empty",
    )


@dataclass
class Floor:
    """The rooms as a season goes: what was decided of each, which ran last month, how long the others have stood."""

    problem: Problem
    ran: set[str] = field(default_factory=set)
    stood: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rooms = {room.code: room for room in self.problem.rooms}
        number = {r: room.code for r, room in enumerate(self.problem.rooms)}
        self.decided = {(number[r], month): runs for (r, month), runs in decided(self.problem).items()}
        self.roads = {(link.source, link.target): link.fen_per_tonne for link in self.problem.links}
        self.ran = {room.code for room in self.problem.rooms if room.running_now}
        self.stood = Counter(dict.fromkeys(self.rooms.keys() - self.ran, self.problem.terms.idle_months))
        self.pinned: Counter[tuple[str, Kind]] = Counter()
        for pin in self.problem.pins:
            self.pinned[pin.room, self.problem.kind(pin.variety, pin.months_left)] += pin.weight_g

    def shut(self, month: int) -> set[str]:
        return {code for (code, at), runs in self.decided.items() if at == month and not runs}

    def keeps(self, month: int, room: str, kind: Kind) -> bool:
        """The room takes it, and it is not past its time."""
        return kind[1] > month and kind[0] in self.rooms[room].accepts

    def empty(self, books: Books, month: int, room: str, kind: Kind) -> None:
        """Into the rooms that take it, one after another; what people said stays is not moved even so."""
        loose = books.stock[room, kind] - self.pinned[room, kind]
        for target in self.targets(month, room, kind):
            space = self.rooms[target].capacity_g - sum(g for (at, _), g in books.stock.items() if at == target)
            weight = min(loose, max(0, space))
            books.move(month, room, target, kind, weight)
            loose -= weight

    def targets(self, month: int, room: str, kind: Kind) -> list[str]:
        """Rooms that will not have to stand later, those that run already, the cheapest road: in this order."""
        here = self.rooms[room].store
        roads = {code: self.roads.get((here, other.store)) for code, other in self.rooms.items() if code != room}
        takes = [code for code in roads if self.keeps(month, code, kind) and self.may_run(month, code)]
        found = [(self.stands_later(month, code), code not in self.ran, roads[code], code) for code in takes]
        return [code for *_, code in sorted(one for one in found if one[2] is not None)]

    def stands_later(self, month: int, room: str) -> bool:
        return any(at > month and not runs for (code, at), runs in self.decided.items() if code == room)

    def may_run(self, month: int, code: str) -> bool:
        """As people decided; else a room that ran last month, or has stood long enough."""
        rested = code in self.ran or self.stood[code] >= self.problem.terms.idle_months
        return self.decided.get((code, month), rested)

    def month_over(self, month: int, full: set[str]) -> None:
        """Rooms that hold fruit or must run ran; the others stood a month more."""
        now = {code for code in self.rooms if code in full or self.decided.get((code, month), False)}
        self.stood = Counter({code: self.stood[code] + 1 for code in self.rooms.keys() - now})
        self.ran = now


def serve(books: Books, month: int, variety: str, wanted: int) -> None:
    """From the fruit that keeps least, room by room."""
    for (room, kind), weight in sorted(books.stock.items(), key=lambda item: (item[0][1][1], item[0][0])):
        if kind[0] == variety and wanted > 0:
            wanted -= books.deliver(month, room, kind, min(weight, wanted))
    if wanted > 0:
        books.missing.append(Missing(month, variety, wanted))
