"""Sixteen who post at the same moment, and one who is killed while posting: real processes, on both engines."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.ops.together import scene
from tests.prepared import ON_POSTGRES
from tests.stock.race import PROCESSES

# On SQLite a transaction is its own lock: there is no order to break.
MUTANTS = [
    ("all_want_the_same", "no_lock", "Error"),
    *([("hot_lots", "no_order", "deadlock")] if ON_POSTGRES else []),
]
POINTS = max(20, int(os.environ.get("LILIAN_KILL_POINTS", "20")) // 4)  # the rest fall on the site and its workers


def raced(folder: Path, *said: str, mutant: str = "", within_s: float = 180) -> dict[str, Any]:
    return scene(folder, "tests.stock.race", *said, mutant=mutant, within_s=within_s)


def test_of_sixteen_who_want_ten_of_a_hundred_ten_get_it(tmp_path: Path) -> None:
    seen = raced(tmp_path, "all_want_the_same")
    assert seen["told"] == ["done"] * 10 + ["stock.not_enough"] * 6
    assert (len(seen["entries"]), seen["broken"]) == (11, [])


def test_one_slip_sent_sixteen_times_is_one_lot(tmp_path: Path) -> None:
    seen = raced(tmp_path, "one_slip_sent_sixteen_times")
    assert (seen["told"], seen["entries"], seen["broken"]) == (["done"] * PROCESSES, ["slip"], [])


def test_on_hot_lots_nothing_is_lost_and_nobody_waits_for_ever(tmp_path: Path) -> None:
    seen = raced(tmp_path, "hot_lots")
    assert (seen["told"], seen["broken"]) == (["done"] * PROCESSES, [])
    assert len(seen["entries"]) > PROCESSES


@pytest.mark.parametrize(("what", "mutant", "shows"), MUTANTS)
def test_the_race_sees_locks_that_are_not_there(tmp_path: Path, what: str, mutant: str, shows: str) -> None:
    """The database refuses what our check let through, or ends who waits for ever: no sentence a person can read."""
    assert any(shows in each for each in raced(tmp_path, what, mutant=mutant)["told"])


@pytest.mark.kill
def test_what_was_acknowledged_before_a_kill_stands(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed", str(POINTS), within_s=900)
    stands = {*seen["entries"], *seen["holds"]}
    assert [key for key in seen["acked"] if key not in stands] == []
    assert (len(seen["acked"]) >= POINTS, seen["broken"]) == (True, [])
