"""What people do today: nothing moves, the fruit that keeps least leaves first, a room runs until it is empty."""

from lilian.planning.consolidation.account import Books
from lilian.planning.consolidation.plan import Leaf, Missing, Plan
from lilian.planning.consolidation.problem import Problem


def practice(problem: Problem) -> Plan:
    """Locks are not looked at: it is what would happen without anybody deciding. The bound is 0."""
    books = Books(problem)
    accepts = {room.code: room.accepts for room in problem.rooms}
    for month in range(problem.terms.months):
        for (room, kind), weight in sorted(books.stock.items()):
            if kind[1] <= month or kind[0] not in accepts[room]:
                books.lose(month, room, kind, weight)
        books.keep()
        for variety, wanted in sorted(books.wanted(month).items()):
            serve(books, month, variety, wanted)
    running = books.runs()
    return Plan(
        running=running,
        moves=(),
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


def serve(books: Books, month: int, variety: str, wanted: int) -> None:
    """From the fruit that keeps least, room by room."""
    for (room, kind), weight in sorted(books.stock.items(), key=lambda item: (item[0][1][1], item[0][0])):
        if kind[0] == variety and wanted > 0:
            wanted -= books.deliver(month, room, kind, min(weight, wanted))
    if wanted > 0:
        books.missing.append(Missing(month, variety, wanted))
