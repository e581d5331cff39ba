"""No room is ever promised beyond what it holds: sixteen real processes on one room, on both engines.

Three layers are told apart: with ours all is refused in words; without our look the database still refuses; without
either the room is overbooked, so the race would see it.
"""

from pathlib import Path
from typing import Any

from tests.keeping.race import PROCESSES
from tests.ops.together import scene

ROOM_T = 60


def raced(folder: Path, what: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.keeping.race", what, mutant=mutant)


def test_of_sixteen_who_want_ten_of_sixty_six_get_it(tmp_path: Path) -> None:
    seen = raced(tmp_path, "all_want_one_room")
    assert seen["told"] == ["done"] * 6 + ["keeping.room_not_free"] * 10
    assert (seen["booked_t"], seen["broken"]) == (ROOM_T, [])


def test_fruit_that_comes_takes_no_room_that_is_promised(tmp_path: Path) -> None:
    seen = raced(tmp_path, "fruit_comes_while_room_is_promised")
    assert (seen["booked_t"] + seen["lies_t"] <= ROOM_T or seen["booked_t"] == 0, seen["broken"]) == (True, [])
    assert set(seen["told"]) <= {"done", "keeping.room_not_free", "keeping.room_promised", "keeping.room_too_small"}


def test_one_request_is_promised_once(tmp_path: Path) -> None:
    seen = raced(tmp_path, "one_request_on_sixteen_phones")
    assert seen["told"] == ["done"] + ["keeping.request_not_open"] * (PROCESSES - 1)


def test_who_ends_a_booking_and_who_uses_it_do_not_wait_for_each_other(tmp_path: Path) -> None:
    seen = raced(tmp_path, "a_booking_ends_while_fruit_comes_under_it")
    assert seen["told"] in (["done", "done"], ["done", "keeping.not_its_booking"])
    assert seen["broken"] == []


def test_without_our_look_the_database_alone_lets_six_in(tmp_path: Path) -> None:
    seen = raced(tmp_path, "all_want_one_room", "no_look")
    assert [each == "done" for each in seen["told"]].count(True) == 6
    assert all("the room is not large enough" in each for each in seen["told"] if each != "done")
    assert (seen["booked_t"], seen["broken"]) == (ROOM_T, [])


def test_without_our_look_the_database_keeps_promised_room_from_fruit(tmp_path: Path) -> None:
    seen = raced(tmp_path, "fruit_comes_while_room_is_promised", "no_look")
    assert seen["booked_t"] + seen["lies_t"] <= ROOM_T or not seen["booked_t"]
    assert any("Error" in each for each in seen["told"])
    assert seen["broken"] == []


def test_the_race_sees_a_room_nobody_keeps(tmp_path: Path) -> None:
    assert raced(tmp_path, "all_want_one_room", "no_keeper_at_all")["booked_t"] == 10 * PROCESSES
