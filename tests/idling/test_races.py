"""Two offices adopt at the same moment: real processes on one database, on both engines."""

from pathlib import Path
from typing import Any

import pytest

from tests.ops.together import scene

MUTANTS = ["old_loads_stay", "no_lock"]


def raced(folder: Path, scene_name: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.idling.race", scene_name, mutant=mutant)


def one_holds_alone(seen: dict[str, Any]) -> bool:
    """Both were told yes; the later plan is in force with all its loads open, and none of the other's is."""
    (gone, made_before, open_before), (held, made, still_open) = sorted(seen["plans"], reverse=True)
    both = seen["told"] == ["done", "done"] and min(made_before, made) > 0
    return both and (gone, held) == ("withdrawn", "adopted") and (open_before, still_open) == (0, made)


def test_of_two_plans_at_once_one_is_in_force_and_only_its_loads_are_to_be_moved(tmp_path: Path) -> None:
    seen = raced(tmp_path, "two_plans")
    assert one_holds_alone(seen), seen
    assert (seen["events"].count("idling.plan_adopted"), seen["broken"]) == (2, [])


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_race_sees_an_adoption_that_is_not_careful(tmp_path: Path, mutant: str) -> None:
    seen = raced(tmp_path, "two_plans", mutant)
    assert not one_holds_alone(seen), seen


def test_one_plan_adopted_by_two_at_once_brings_its_loads_once(tmp_path: Path) -> None:
    seen = raced(tmp_path, "one_plan_twice")
    once, twice = sorted(seen["plans"])
    assert seen["told"] == ["done", "idling.already_adopted"]
    assert (once[0], once[1] > 0, twice) == ("adopted", True, ["ready", 0, 0])
    assert (seen["events"].count("idling.plan_adopted"), seen["broken"]) == (1, [])
