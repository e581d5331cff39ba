"""Sixteen who want ten of a hundred crates at the same moment: real processes, on both engines."""

from pathlib import Path

import pytest

from tests.ops.together import scene

pytestmark = pytest.mark.slow


def test_ten_get_theirs_and_six_are_told_why(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.crates.race")
    assert (seen["told"], seen["out"], seen["broken"]) == (["crates.too_few"] * 6 + ["done"] * 10, 100, [])


def test_the_race_sees_a_lock_that_is_not_there(tmp_path: Path) -> None:
    assert any("Error" in told for told in scene(tmp_path, "tests.crates.race", mutant="no_lock")["told"])
