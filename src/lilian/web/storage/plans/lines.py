"""A plan's assignments as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lilian.storage.papers import Paper
from lilian.web.shell.tags import tonnes_column
from lilian.web.storage.plans.words import where_words


@dataclass(frozen=True)
class Line:
    """So much of a lot into a store on a day."""

    lot: str
    village: str
    point: str
    variety: str
    grade: str
    store: str
    store_name: str
    day: date
    weight_g: int
    road_km: float
    cost_fen: int
    is_decided: bool

    @property
    def where(self) -> str:
        return where_words(self.village, self.point)

    @property
    def tonnes(self) -> str:
        return tonnes_column(self.weight_g, 2)

    @property
    def fen_per_tonne(self) -> int:
        return round(self.cost_fen * 1_000_000 / self.weight_g)


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; empty means all."""

    day: date | None = None
    store: str = ""
    text: str = ""

    def fits(self, line: Line) -> bool:
        if (self.day and line.day != self.day) or (self.store and line.store != self.store):
            return False
        words = (line.lot, line.village, line.point, line.store, line.store_name)
        return not self.text or any(self.text.lower() in word.lower() for word in words)


def lines_of(paper: Paper) -> list[Line]:
    """By day, store and lot. `is_decided`: a person set this lot to this store."""
    locked = {(lock.lot, lock.store) for lock in paper.problem.locks}
    ordered = sorted(paper.plan.assignments, key=lambda each: (each.day, each.store, each.lot))
    made = []
    for each in ordered:
        lot, note = paper.lots[each.lot], paper.lot_note(each.lot)
        made.append(
            Line(
                lot=each.lot,
                village=note.village,
                point=note.point,
                variety=lot.variety,
                grade=note.grade,
                store=each.store,
                store_name=paper.store_note(each.store).name,
                day=each.day,
                weight_g=each.weight_g,
                road_km=each.road_km,
                cost_fen=each.cost_fen,
                is_decided=(each.lot, each.store) in locked,
            )
        )
    return made


def weight_of(lines: Iterable[Line]) -> int:
    return sum(line.weight_g for line in lines)
