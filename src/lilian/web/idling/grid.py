"""A plan as a grid of rooms and months, and what each room would cost the other way, in words."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from lilian.idling.papers import shown_rooms
from lilian.idling.queries import Documents
from lilian.planning.consolidation import RoomRegret
from lilian.web.idling.words import month_words
from lilian.web.shell.tags import tonnes, whole_yuan


@dataclass(frozen=True)
class Cell:
    """`kind`: on, off, or saved (today's practice would run it)."""

    kind: str
    weight_g: int
    locked: bool
    words: str


@dataclass(frozen=True)
class RoomLine:
    code: str
    room: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class StoreLines:
    name: str
    code: str
    rooms: tuple[RoomLine, ...]


@dataclass(frozen=True)
class Grid:
    months: tuple[str, ...]
    stores: tuple[StoreLines, ...]
    empty_rooms: int
    running: int
    running_today: int


def grid_of(papers: Documents, months: tuple[date, ...]) -> Grid:
    """Rooms that run in some month, by the plan or by today's practice; the others are only counted. A room that others
    keep running counts in neither."""
    locked, by_store = set(papers.problem.fixed_runs), defaultdict[str, list[RoomLine]](list)
    unknown = set(papers.notes.get("unknown", ()))
    rooms = shown_rooms(papers.problem, papers.plan, papers.practice)
    for line in rooms:
        cells = tuple(
            _cell(line.runs[t], line.today[t], line.kept_g[t], (line.number, t) in locked, month)
            for t, month in enumerate(months)
        )
        by_store[line.store].append(RoomLine(line.code, name_of(papers, line.code)[1], cells))
    stores = tuple(StoreLines(store_name(papers, code), code, tuple(lines)) for code, lines in by_store.items())
    return Grid(
        months=tuple(month_words(month) for month in months),
        stores=stores,
        empty_rooms=len(papers.problem.rooms) - len({line.code for line in rooms} | unknown),
        running=sum(sum(line.runs) for line in rooms if line.code not in unknown),
        running_today=sum(sum(line.today) for line in rooms if line.code not in unknown),
    )


def _cell(runs: bool, today: bool, weight_g: int, locked: bool, month: date) -> Cell:
    kind = "on" if runs else "saved" if today else "off"
    words = {"on": gettext("开着"), "saved": gettext("停，现行做法要开"), "off": gettext("停")}[kind]
    return Cell(kind, weight_g, locked, f"{month_words(month)} {words}")


def name_of(papers: Documents, code: str) -> tuple[str, str]:
    """Store and room, as people call them."""
    note = papers.notes.get("rooms", {}).get(code, {})
    return note.get("name", code), note.get("room", code)


def full_name(papers: Documents, code: str) -> str:
    """Both in one line."""
    return " · ".join(name_of(papers, code))


def store_name(papers: Documents, store: str) -> str:
    notes = papers.notes.get("rooms", {}).values()
    return next((note["name"] for note in notes if note["store"] == store), store)


@dataclass(frozen=True)
class Regret:
    """What a room would cost the other way, for the whole time: what is proved, and one way that was found ("" if none
    was)."""

    room: str
    words: str
    at_least: str
    at_most: str


def regret_lines(papers: Documents) -> tuple[list[Regret], int]:
    """Rooms that nobody decided and of which something is known, dearest first; and how many others there are."""
    known = [one for one in papers.plan.regrets if one.at_least_fen > 0 or one.at_most_fen is not None]
    ordered = sorted(known, key=lambda one: (-one.at_least_fen, -(one.at_most_fen or 0)))
    return [_regret(papers, one) for one in ordered], len(papers.plan.regrets) - len(known)


def _regret(papers: Documents, one: RoomRegret) -> Regret:
    words = gettext("方案让它停；要一直开着") if one.runs else gettext("方案要用它；要一直停着")
    at_most = "" if one.at_most_fen is None else whole_yuan(max(0, one.at_most_fen))
    return Regret(full_name(papers, one.room), words, whole_yuan(one.at_least_fen), at_most)


def move_lines(papers: Documents, months: tuple[date, ...]) -> list[dict[str, Any]]:
    """What goes from room to room, month by month; grades together."""
    summed = Counter[tuple[int, str, str, str]]()
    for move in papers.plan.moves:
        summed[move.month, move.source, move.target, move.variety] += move.weight_g
    return [
        {
            "month": month_words(months[month]),
            "source": full_name(papers, source),
            "target": full_name(papers, target),
            "variety": variety,
            "tonnes": tonnes(weight_g),
            "weight_g": weight_g,
        }
        for (month, source, target, variety), weight_g in sorted(summed.items())
    ]
