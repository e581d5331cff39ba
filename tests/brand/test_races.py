"""Labels at the same moment: real processes on one database, on both engines."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.brand.race import PROCESSES
from tests.ops.together import scene

SCENES = {
    "six_for_one_lot": "brand.too_little_fruit",
    "six_packings_with_one_roll": "brand.labels_ran_out",
}


def raced(folder: Path, what: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.brand.race", what, mutant=mutant)


@pytest.mark.parametrize(("what", "refused"), SCENES.items())
def test_two_of_six_find_enough(tmp_path: Path, what: str, refused: str) -> None:
    seen = raced(tmp_path, what)
    assert (Counter(seen["told"]), seen["broken"]) == (Counter({"done": 2, refused: PROCESSES - 2}), [])


@pytest.mark.parametrize("what", SCENES)
def test_the_race_sees_that_nobody_held_it(tmp_path: Path, what: str) -> None:
    seen = raced(tmp_path, what, "no_lock")
    assert seen["broken"] or any("Error" in told for told in seen["told"])
