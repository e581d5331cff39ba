"""Several who tell at once, and one who is killed: every entry is told once, on both engines."""

import os
from pathlib import Path

import pytest

from tests.ops.together import scene

POINTS = max(8, int(os.environ.get("LILIAN_KILL_POINTS", "20")) // 4)


def test_while_others_post_three_tell_every_entry_once(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.retelling.race", "together")
    assert set(seen["said"]) == {"done"}
    assert (seen["differences"], seen["broken"]) == ([], [])
    assert seen["entries"] > 10


def test_the_race_sees_who_does_not_look_again(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.retelling.race", "together", mutant="nobody_looks_again")
    assert set(seen["said"]) != {"done"} or seen["differences"] or seen["broken"]


@pytest.mark.kill
def test_who_is_killed_while_telling_tells_nothing_twice_and_leaves_nothing_out(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.retelling.race", "killed", str(POINTS), within_s=300)
    assert (seen["differences"], seen["broken"]) == ([], [])
    assert seen["entries"] > POINTS
