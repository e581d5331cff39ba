"""From the columns of the model to a plan in whole grams, entered in the books month by month."""

from lilian.planning.consolidation.account import Books, Kind
from lilian.planning.consolidation.model import Model, Season
from lilian.planning.consolidation.plan import Leaf, Missing, Plan
from lilian.planning.consolidation.problem import GRAMS, Problem

Values = dict[tuple[str, int, int, int], int]


def grams(model: Model, values: list[float]) -> Values:
    """Columns that carry fruit, in whole grams."""
    found = {key: round(values[at] * GRAMS) for key, at in model.columns.items() if key[0] not in RUNNING}
    return {key: weight for key, weight in found.items() if weight > 0}


RUNNING = ("run", "start", "stop")


def plan_of(known: Season, values: Values, running: dict[str, tuple[bool, ...]], method: str) -> Plan:
    """The plan, its cost worked out from the books; no bound yet."""
    problem = known.problem
    books = Books(problem)
    for month in range(problem.terms.months):
        for k, kind in enumerate(problem.kinds):
            move(books, known, values, month, k)
            lose(books, values, month, (k, kind), running)
        books.keep()
        for variety, wanted in sorted(books.wanted(month).items()):
            deliver(books, known, values, month, (variety, wanted))
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
        method=method,
    )


def move(books: Books, known: Season, values: Values, month: int, k: int) -> None:
    """Rooms give to links, links to rooms, in order, until one side is used up."""
    problem = known.problem
    give = {r: values.get(("out", r, k, month), 0) for r in range(len(problem.rooms))}
    take = {r: values.get(("in", r, k, month), 0) for r in range(len(problem.rooms))}
    for number, link in enumerate(problem.links):
        left = values.get(("move", number, k, month), 0)
        sources = [r for r, room in enumerate(problem.rooms) if room.store == link.source and give[r]] if left else []
        targets = [r for r, room in enumerate(problem.rooms) if room.store == link.target and take[r]] if left else []
        for source in sources:
            for target in targets:
                weight = min(left, give[source], take[target])
                books.move(month, problem.rooms[source].code, problem.rooms[target].code, problem.kinds[k], weight)
                left, give[source], take[target] = left - weight, give[source] - weight, take[target] - weight


def lose(
    books: Books, values: Values, month: int, kind: tuple[int, Kind], running: dict[str, tuple[bool, ...]]
) -> None:
    """What the model gives up, and the grams that rounding left in a room that stands or does not take them."""
    for r, room in enumerate(books.problem.rooms):
        books.lose(month, room.code, kind[1], values.get(("lost", r, kind[0], month), 0))
        if kind[1][1] <= month or kind[1][0] not in room.accepts or not running[room.code][month]:
            books.lose(month, room.code, kind[1], books.stock[room.code, kind[1]])


def deliver(books: Books, known: Season, values: Values, month: int, wanted: tuple[str, int]) -> None:
    """As the model says, then the grams that rounding left over from wherever there is some."""
    problem, (variety, left) = known.problem, wanted
    for k, kind in enumerate(problem.kinds):
        for r, room in enumerate(problem.rooms):
            if kind[0] == variety:
                left -= books.deliver(month, room.code, kind, min(left, values.get(("deliver", r, k, month), 0)))
    crumbs = len(problem.rooms) * len(problem.kinds)
    if 0 < left <= crumbs:
        for (room_code, kind), weight in sorted(books.stock.items(), key=lambda item: (item[0][1][1], item[0][0])):
            if kind[0] == variety:
                left -= books.deliver(month, room_code, kind, min(left, weight))
    if left > 0:
        books.missing.append(Missing(month, variety, left))


def all_on(problem: Problem) -> dict[str, tuple[bool, ...]]:
    """Every room in every month, but where people decided otherwise."""
    months = range(problem.terms.months)
    return {
        room.code: tuple(problem.fixed_runs.get((r, t), True) for t in months) for r, room in enumerate(problem.rooms)
    }
