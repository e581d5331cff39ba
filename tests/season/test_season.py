"""From the weighing to the sold box, some thousand acts in any order: not a gram is missing, and everybody agrees."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.db import connection

from lilian.keeping.actions import counting
from lilian.packing.actions import closing as packing_closing
from lilian.receiving.actions import slips
from lilian.sorting.actions import closing as run_closing
from lilian.sorting.sheets import child, reading
from tests.season import boxes, door, floor, store, trade
from tests.season.county import the_county
from tests.season.life import Season
from tests.season.proof import entries_of_others, faults

pytestmark = pytest.mark.django_db
Act = Callable[[Season], None]
ACTS = 2_000
BRIEF = 300
WEIGHTS: dict[Act, int] = {
    door.weigh_in: 16,
    door.take_slip_back: 2,
    door.put_into_room: 4,
    door.take_put_away_back: 1,
    floor.to_the_line: 12,
    floor.open_run: 10,
    floor.read_file: 12,
    floor.overrule: 3,
    floor.close_run: 10,
    floor.break_run_off: 1,
    floor.to_packing: 10,
    floor.to_a_room: 3,
    boxes.open_packing: 6,
    boxes.pack: 14,
    boxes.void_box: 3,
    boxes.close_packing: 6,
    boxes.drop_packing: 1,
    boxes.make_pallet: 1,
    boxes.stow: 2,
    store.move_rooms: 4,
    store.count_room: 4,
    store.release: 4,
    store.carry_over: 4,
    store.decline: 1,
    trade.ship: 6,
    trade.come_back: 2,
    trade.throw_away: 2,
    trade.count: 4,
    trade.hold: 3,
    trade.let_go: 2,
    trade.quarantine: 2,
    trade.reverse: 4,
    trade.close_days: 1,
}
PLANNED = 3  # times a season the low season is planned


@pytest.fixture(autouse=True)
def files_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limited process that reads a line's file has tests of its own, and takes half a second to start."""

    def here(admitted: Any, limits: Any, *, module: str, wanted: str) -> bytes:
        monkeypatch.setattr(child.sys, "argv", ["child", admitted.kind, "", wanted])
        return child.read(admitted.data, admitted.kind, limits)

    monkeypatch.setattr(reading, "in_child", here)


def lived(acts: int, seed: int, oftener: tuple[Act, ...] = ()) -> Season:
    season, draw = Season(the_county(), Random(seed)), Random(seed)
    weights = [weight * (4 if act in oftener else 1) for act, weight in WEIGHTS.items()]
    for number in range(acts):
        season.live(*draw.choices(list(WEIGHTS), weights))
        if number % (acts // PLANNED) == acts // PLANNED - 1:
            season.live(store.plan_low_season)
    connection.check_constraints()
    return season


def test_a_whole_season_balances_to_the_gram() -> None:
    season = lived(ACTS, seed=2026)
    assert list(faults(season)) == []
    assert entries_of_others(season) == set()
    assert set(season.done) == {act.__name__ for act in (*WEIGHTS, store.plan_low_season)}
    assert sum(season.done.values()) > ACTS // 2, season.refused


def loss_a_gram_too_few(change: pytest.MonkeyPatch) -> None:
    """A run's last lot gets a gram of what was lost; the run says it was lost."""
    said = run_closing._conversion

    def heavier(*args: Any) -> Any:
        conversion = said(*args)
        *others, last = conversion.made
        return replace(conversion, made=(*others, replace(last, weight_g=last.weight_g + 1)))

    change.setattr(run_closing, "_conversion", heavier)


def boxes_weigh_what_their_labels_say(change: pytest.MonkeyPatch) -> None:
    """What is above the label is not posted."""
    said = packing_closing.sound

    def labelled(packing: Any) -> Any:
        tally = said(packing)
        return replace(tally, net_g=tally.label_g)

    change.setattr(packing_closing, "sound", labelled)


def a_slip_is_posted_with_its_crates(change: pytest.MonkeyPatch) -> None:
    post = slips._to_the_journal

    def gross(actor: Any, draft: Any, *said: Any) -> Any:
        return post(actor, replace(draft, weighing=replace(draft.weighing, tare_g=0)), *said)

    change.setattr(slips, "_to_the_journal", gross)


def a_count_posts_a_gram_less(change: pytest.MonkeyPatch) -> None:
    post = counting.stock.count

    def less(*, counted: Any, **said: Any) -> Any:
        return post(counted=[replace(line, weight_g=line.weight_g - 1) for line in counted], **said)

    change.setattr(counting.stock, "count", less)


# With the acts that are done oftener, so that a brief season meets it.
MUTANTS: dict[Callable[[pytest.MonkeyPatch], None], tuple[Act, ...]] = {
    loss_a_gram_too_few: (floor.close_run,),
    boxes_weigh_what_their_labels_say: (boxes.close_packing, boxes.open_packing, boxes.pack, floor.to_packing),
    a_slip_is_posted_with_its_crates: (),
    a_count_posts_a_gram_less: (store.count_room,),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_balance_sees_what_is_wrong(monkeypatch: pytest.MonkeyPatch, mutant: Any) -> None:
    mutant(monkeypatch)
    assert list(faults(lived(BRIEF, seed=7, oftener=MUTANTS[mutant])))
