"""A plan as a grid of rooms and months, and what each room would cost the other way, in words."""

from collections import Counter, defaultdict
from collections.abc import Iterator
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
    """Rooms that run in some month, by the plan or by today's practice; the others are only counted."""
    locked, by_store = set(papers.problem.fixed_runs), defaultdict[str, list[RoomLine]](list)
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
        empty_rooms=len(papers.problem.rooms) - len(rooms),
        running=sum(map(sum, papers.plan.running.values())),
        running_today=sum(map(sum, papers.practice.running.values())),
    )


def _cell(runs: bool, today: bool, weight_g: int, locked: bool, month: date) -> Cell:
    kind = "on" if runs else "saved" if today else "off"
    words = {"on": gettext("开着"), "saved": gettext("停，现行做法要开"), "off": gettext("停")}[kind]
    return Cell(kind, weight_g, locked, f"{month_words(month)} {words}")


def name_of(papers: Documents, code: str) -> tuple[str, str]:
    """Store and room, as people call them."""
    note = papers.notes.get("rooms", {}).get(code, {})
    return note.get("name", code), note.get("room", code)


def store_name(papers: Documents, store: str) -> str:
    notes = papers.notes.get("rooms", {}).values()
    return next((note["name"] for note in notes if note["store"] == store), store)


def regret_lines(papers: Documents) -> Iterator[dict[str, Any]]:
    """By store: each room that nobody decided, and what the other way costs for the whole time."""
    found: dict[str, list[RoomRegret]] = defaultdict(list)
    stores = {room.code: room.store for room in papers.problem.rooms}
    for regret in papers.plan.regrets:
        found[stores[regret.room]].append(regret)
    ordered = sorted(found.items(), key=lambda item: -max(one.at_least_fen for one in item[1]))
    for store, regrets in ordered:
        yield {
            "name": store_name(papers, store),
            "lines": [{"room": name_of(papers, one.room)[1], "words": regret_words(one)} for one in regrets],
        }


def regret_words(regret: RoomRegret) -> str:
    other = gettext("方案让它停；要一直开着") if regret.runs else gettext("方案要用它；要一直停着")
    at_least = whole_yuan(regret.at_least_fen)
    if regret.at_most_fen is None:
        return gettext("{other}，全县至少多花 {least} 元").format(other=other, least=at_least)
    if regret.at_most_fen <= 0:
        return gettext("{other}，全县差不多一样").format(other=other)
    said = {"other": other, "least": at_least, "most": whole_yuan(regret.at_most_fen)}
    return gettext("{other}，全县多花 {least} 到 {most} 元").format(**said)


def move_lines(papers: Documents, months: tuple[date, ...]) -> list[dict[str, Any]]:
    """What goes from room to room, month by month; grades together."""
    summed = Counter[tuple[int, str, str, str]]()
    for move in papers.plan.moves:
        summed[move.month, move.source, move.target, move.variety] += move.weight_g
    return [
        {
            "month": month_words(months[month]),
            "source": " ".join(name_of(papers, source)),
            "target": " ".join(name_of(papers, target)),
            "variety": variety,
            "tonnes": tonnes(weight_g),
            "weight_g": weight_g,
        }
        for (month, source, target, variety), weight_g in sorted(summed.items())
    ]
