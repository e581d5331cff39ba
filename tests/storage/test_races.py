"""People who act at the same moment: real processes on one database, on both engines."""

from pathlib import Path
from typing import Any

import pytest

from tests.ops.together import scene
from tests.prepared import ON_POSTGRES
from tests.storage.stores import TONNE

# On SQLite a transaction is its own lock (IMMEDIATE), so there is none to leave out.
MUTANTS = ["no_recheck", *(["no_lock"] if ON_POSTGRES else [])]


def raced(folder: Path, scene_name: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.storage.race", scene_name, mutant=mutant)


def promised_g(seen: dict[str, Any]) -> int:
    return sum(weight_g for _, store, weight_g, cancelled in seen["lines"] if store == "Y1" and not cancelled)


def test_of_two_plans_for_one_room_one_holds_and_the_other_is_told_why(tmp_path: Path) -> None:
    seen = raced(tmp_path, "two_plans_for_one_room")
    assert seen["told"] == ["done", "storage.stores_filled"]
    assert (promised_g(seen), sorted(seen["lots"].values())) == (60 * TONNE, ["planned", "waiting"])
    assert (seen["events"].count("storage.plan_adopted"), seen["broken"]) == (1, [])


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_race_sees_an_adoption_that_is_not_careful(tmp_path: Path, mutant: str) -> None:
    assert promised_g(raced(tmp_path, "two_plans_for_one_room", mutant)) > 100 * TONNE


def test_a_load_on_six_phones_is_one_load(tmp_path: Path) -> None:
    seen = raced(tmp_path, "one_load_on_six_phones")
    assert seen["told"] == ["done"] + ["storage.already_arrived"] * 5
    assert (seen["arrivals"], seen["broken"]) == ([TONNE], [])


def test_the_last_two_loads_of_a_lot_at_once_complete_it(tmp_path: Path) -> None:
    seen = raced(tmp_path, "two_loads_of_one_lot")
    assert (seen["told"], seen["lots"]) == (["done", "done"], {"P1": "arrived"})


def test_a_load_that_comes_while_its_plan_is_withdrawn_came_or_did_not(tmp_path: Path) -> None:
    seen = raced(tmp_path, "a_load_comes_while_its_plan_is_withdrawn")
    ((*_, cancelled),) = seen["lines"]
    came = [TONNE] if "storage.no_longer_expected" not in seen["told"] else []
    assert (seen["arrivals"], cancelled, seen["lots"]) == (came, not came, {"P1": "arrived" if came else "waiting"})


def test_one_form_sent_ten_times_at_once_is_one_report(tmp_path: Path) -> None:
    seen = raced(tmp_path, "one_form_sent_ten_times")
    assert (seen["told"], seen["reports"]) == (["done"] * 10, 2)
    assert seen["events"] == ["storage.fill_reported"]
