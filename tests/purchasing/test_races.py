"""Real processes at once, on both engines: no need after the close, each key one bid, each line counted once,
each order a number of its own.

The mutant reads the campaign without holding it. PostgreSQL then takes needs after the close; SQLite, which still has
one writer, stops those whose reading was overtaken.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.ops.together import scene
from tests.purchasing.race import PROCESSES

pytestmark = pytest.mark.slow


def raced(folder: Path, mutant: str = "") -> dict[str, Any]:
    folder.mkdir()
    return scene(folder, "tests.purchasing.race", mutant=mutant)


def test_what_comes_at_once_comes_one_after_the_other_and_a_mutant_without_the_lock_shows(tmp_path: Path) -> None:
    seen = raced(tmp_path / "sound")
    assert set(seen["needs"]) <= {"done", "purchasing.not_collecting"}
    assert seen["needs"].count("done") >= 1
    assert seen["late"] == 0
    assert (seen["bids"], seen["versions"]) == (["done"] * PROCESSES, [1, 2, 3, 4])
    assert seen["received"] == ["done"] + ["purchasing.already_received"] * (PROCESSES - 1)
    assert (seen["receipts"], seen["broken"]) == (1, [])
    assert (seen["ordered"], seen["numbers"]) == (["done"] * 3, 4)

    mutant = raced(tmp_path / "mutant", "no_lock")
    faults = [each for each in mutant["needs"] + mutant["bids"] + mutant["received"] if "Error" in each]
    assert mutant["late"] or faults
    assert mutant["numbers"] < 4
