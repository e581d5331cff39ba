"""Sixteen who post at the same moment, and one who is killed while posting: real processes, on both engines."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.race import PROCESSES
from tests.ops.together import scene

POINTS = max(20, int(os.environ.get("LILIAN_KILL_POINTS", "20")) // 4)  # the rest fall on the site and its workers


def raced(folder: Path, *said: str, mutant: str = "", within_s: float = 180) -> dict[str, Any]:
    return scene(folder, "tests.ledger.race", *said, mutant=mutant, within_s=within_s)


def test_of_sixteen_who_pay_ten_of_a_hundred_ten_do(tmp_path: Path) -> None:
    seen = raced(tmp_path, "all_want_the_same")
    assert seen["told"] == ["done"] * 10 + ["ledger.over_limit"] * 6
    assert (seen["banks"], seen["broken"]) == ([0, 0], [])


def test_one_key_sent_sixteen_times_is_one_posting(tmp_path: Path) -> None:
    seen = raced(tmp_path, "one_key_sent_sixteen_times")
    assert (seen["told"], seen["postings"].count("pay")) == (["done"] * PROCESSES, 1)
    assert (seen["banks"], seen["broken"]) == ([9_000, 0], [])


def test_on_hot_accounts_nothing_is_lost_and_nobody_waits_for_ever(tmp_path: Path) -> None:
    seen = raced(tmp_path, "hot_accounts")
    assert (seen["told"], seen["broken"]) == (["done"] * PROCESSES, [])
    assert len(seen["postings"]) > PROCESSES


def test_the_race_sees_a_lock_that_is_not_there(tmp_path: Path) -> None:
    """The database refuses what our check let through: no sentence a person can read."""
    assert any("Error" in each for each in raced(tmp_path, "all_want_the_same", mutant="no_lock")["told"])


@pytest.mark.kill
def test_what_was_acknowledged_before_a_kill_stands(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed", str(POINTS), within_s=900)
    stands = {*seen["postings"], *seen["holds"]}
    assert [key for key in seen["acked"] if key not in stands] == []
    assert (len(seen["acked"]) >= POINTS, seen["broken"]) == (True, [])
