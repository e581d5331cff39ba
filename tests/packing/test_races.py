"""Offices that add specifications at the same moment: real processes on one database, on both engines."""

from pathlib import Path
from typing import Any

from tests.ops.together import scene
from tests.packing.race import PROCESSES


def raced(folder: Path, what: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.packing.race", what, mutant=mutant)


def test_eight_at_once_get_eight_numbers(tmp_path: Path) -> None:
    seen = raced(tmp_path, "eight_without_a_bar_code")
    assert (seen["told"], seen["broken"]) == (["done"] * PROCESSES, [])
    assert len({gtin for _, gtin in seen["specs"]}) == PROCESSES


def test_of_eight_with_one_code_seven_are_told_so(tmp_path: Path) -> None:
    seen = raced(tmp_path, "eight_of_one_code")
    assert (seen["told"], len(seen["specs"])) == (["done"] + ["packing.spec_taken"] * (PROCESSES - 1), 1)


def test_the_race_sees_numbers_nobody_holds(tmp_path: Path) -> None:
    seen = raced(tmp_path, "eight_without_a_bar_code", "no_lock")
    assert any("Error" in told for told in seen["told"])
