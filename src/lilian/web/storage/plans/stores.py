"""The stores of a plan: what comes, what stays free, what a tonne of their room is worth."""

from dataclasses import dataclass

from django.utils.translation import gettext

from lilian.planning.storage import StoreState
from lilian.storage.papers import Paper
from lilian.storage.papers.page.scene import fill_parts, store_id
from lilian.storage.papers.words import worth_words


@dataclass(frozen=True)
class StoreLine:
    """One store. `by_day_g` follows the days of the plan; shares are of the capacity, 0 to 100."""

    id: str
    code: str
    name: str
    town: str
    keeper: str
    used_g: int
    free_g: int
    shown_g: int
    by_day_g: tuple[int, ...]
    before: float
    brought: float
    worth: str

    @property
    def is_full(self) -> bool:
        return self.free_g < 500_000


def store_lines(paper: Paper, day_index: int | None = None) -> list[StoreLine]:
    """Most arrivals first; `shown_g` is what comes on the chosen day, or in all."""
    made = [_line(paper, state, day_index) for state in paper.plan.store_states]
    return sorted(made, key=lambda line: (-line.shown_g, -line.used_g, line.code))


def _line(paper: Paper, state: StoreState, day_index: int | None) -> StoreLine:
    note = paper.store_note(state.store)
    old, new = fill_parts(state, note)
    before = min(100.0, old.share * 100)
    return StoreLine(
        id=store_id(state.store),
        code=state.store,
        name=note.name,
        town=note.town,
        keeper=note.keeper,
        used_g=state.used_g,
        free_g=state.free_g,
        shown_g=state.used_g if day_index is None else state.used_by_day[day_index],
        by_day_g=state.used_by_day,
        before=round(before, 1),
        brought=round(min(100.0 - before, new.share * 100), 1),
        worth=worth_words(paper, state, gettext),
    )
