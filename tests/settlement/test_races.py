"""Who approves, answers and pays at one moment: real processes, on both engines; nothing is posted or paid twice."""

from pathlib import Path
from typing import Any

import pytest

from tests.ops.together import scene

pytestmark = pytest.mark.slow


def raced(folder: Path, what: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.settlement.race", what, mutant=mutant)


def test_of_those_who_decide_at_once_one_does(tmp_path: Path) -> None:
    """Posted once, or sent back and not posted at all."""
    seen = raced(tmp_path, "approvals")
    assert seen["told"] == ["done", *["settlement.already_decided"] * 3]
    assert (seen["payable"], seen["lines"]) in ((-50_000, 1), (0, 0))
    assert seen["broken"] == []


def test_one_answer_one_file_and_no_fen_twice(tmp_path: Path) -> None:
    seen = raced(tmp_path, "corrections_and_files")
    assert seen["told"] == ["done", *["settlement.already_answered"] * 3]
    assert seen["files"] == ["done", *["payouts.nothing_to_pay"] * 3]
    assert (seen["payable"], seen["sent"], seen["broken"]) == (-52_000, 52_000, [])


def test_the_race_sees_a_lock_that_is_not_there(tmp_path: Path) -> None:
    """Two decide: the database alone stops the second, without a sentence a person can read."""
    seen = raced(tmp_path, "approvals", mutant="no_lock")
    assert any("Error" in each for each in seen["told"]) or seen["told"].count("done") > 1


def test_of_two_top_ups_from_the_same_sales_one_is_posted(tmp_path: Path) -> None:
    seen = raced(tmp_path, "top_ups")
    assert seen["told"] == ["done", "settlement.topped_up_since"]
    assert (seen["payable"], seen["broken"]) == (-80_000, [])


def test_the_race_sees_two_top_ups_that_do_not_follow_one_another(tmp_path: Path) -> None:
    """Both are posted, and `lilian verify` names the second; on SQLite the database stops it without a sentence."""
    seen = raced(tmp_path, "top_ups", mutant="not_alone")
    assert any("Error" in each for each in seen["told"]) or any("is not what was paid" in one for one in seen["broken"])
