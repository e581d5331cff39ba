"""Documents that come at the same moment, readers meanwhile, workers killed: real processes, on both engines."""

from pathlib import Path
from typing import Any

import pytest

from tests.exchange.race import DOCUMENTS, EVENTS, KILLS, WRITERS
from tests.ops.together import scene

ALL = list(range(1, (WRITERS * DOCUMENTS + 5) * EVENTS + 1))
SOUND = {"gapless": True, "once": True, "whole": True, "broken": []}


def raced(folder: Path, what: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.exchange.race", what, mutant=mutant)


def test_readers_miss_nothing_and_see_nothing_twice_while_three_write(tmp_path: Path) -> None:
    seen = raced(tmp_path, "together")
    assert seen == {"told": ["done"] * 5, "polled": ALL, "paged": [], **SOUND}


def test_the_race_sees_writers_without_their_lock(tmp_path: Path) -> None:
    """The database refuses the second event of the same number; nothing of it stands."""
    assert any("Error" in told for told in raced(tmp_path, "together", "no_lock")["told"])


def test_the_race_sees_record_times_out_of_order(tmp_path: Path) -> None:
    assert raced(tmp_path, "together", "own_clock")["polled"] != ALL


def test_the_race_sees_pages_by_count(tmp_path: Path) -> None:
    assert raced(tmp_path, "together", "by_count")["paged"] != []


@pytest.mark.kill
def test_killed_workers_leave_whole_documents_or_nothing_and_no_gap(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed")
    assert seen.pop("acked") >= KILLS
    assert seen == SOUND


@pytest.mark.kill
def test_a_store_that_is_no_transaction_is_seen_to_be_torn(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed", "torn")
    seen.pop("acked")
    assert seen != SOUND
