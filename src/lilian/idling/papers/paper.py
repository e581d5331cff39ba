"""A plan beside today's practice, room by room and month by month: what every paper and page shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lilian.planning.consolidation import Plan, Problem, kept_g


@dataclass(frozen=True)
class Paper:
    """`months` head the columns; `names`: room -> what people call it (one that is not there is called by its code)."""

    problem: Problem
    plan: Plan
    practice: Plan
    months: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RoomMonths:
    """A room, per month (T,): whether the plan runs it, whether today's practice would, what it holds by the plan."""

    number: int
    code: str
    store: str
    runs: tuple[bool, ...]
    today: tuple[bool, ...]
    kept_g: tuple[int, ...]


def shown_rooms(problem: Problem, plan: Plan, practice: Plan) -> tuple[RoomMonths, ...]:
    """The rooms that run in some month, by the plan or by today's practice; of the others there is nothing to say, nor
    of a room that runs at nobody's cost here and takes none of the fruit."""
    kept = kept_g(problem, plan)
    for_others = {room.code for room in problem.rooms if not any(room.running_wh)}
    lines = (
        RoomMonths(
            number,
            room.code,
            room.store,
            plan.running[room.code],
            practice.running[room.code],
            tuple(month[room.code] for month in kept),
        )
        for number, room in enumerate(problem.rooms)
    )
    return tuple(
        line
        for line in lines
        if any(line.kept_g) or (line.code not in for_others and (any(line.runs) or any(line.today)))
    )
