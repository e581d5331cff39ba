"""A recall while lines sort, pack and end, and a packer sends: real processes, on both engines."""

from pathlib import Path

from tests.ops.together import scene

PACKING, CALLS = "tests.tracing.race_packing", "tests.tracing.race_calls"
VAIN, ANSWERED = "trace.called_in_vain", "trace.notice_answered"


def test_nothing_slips_through_a_recall(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.tracing.race")
    assert (seen["loose"], seen["untold"], seen["broken"]) == ([], 0, [])
    assert seen["told"].count("done") >= 1
    assert set(seen["told"]) <= {"done", "stock.condition_forbids", "parcels.lot_stopped"}


def test_the_race_sees_a_recall_that_looks_once(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.tracing.race", mutant="no_second_look")
    assert seen["loose"] or seen["untold"] or any("Error" in told for told in seen["told"])


def test_no_box_slips_out_of_a_batch_that_is_recalled(tmp_path: Path) -> None:
    seen = scene(tmp_path, PACKING, "batch")
    assert (seen["free"], seen["ended"], seen["broken"]) == (0, False, [])
    assert set(seen["told"]) <= {"done", "packing.stopped"}


def test_the_race_sees_a_stop_that_waits_for_nobody(tmp_path: Path) -> None:
    seen = scene(tmp_path, PACKING, "batch", mutant="no_lock")
    assert seen["free"] or any("Error" in told for told in seen["told"])


def test_a_packing_ends_before_the_recall_of_what_lay_beside_or_not_at_all(tmp_path: Path) -> None:
    seen = scene(tmp_path, PACKING, "beside")
    assert seen["ended"] is (seen["marked"] == 0)
    assert set(seen["told"]) <= {"done", "stock.condition_forbids", "packing.lot_stopped"}
    assert seen["broken"] == []


def test_the_race_sees_an_end_that_holds_only_what_it_takes(tmp_path: Path) -> None:
    seen = scene(tmp_path, PACKING, "beside", mutant="nothing_beside")
    assert (seen["ended"] and seen["marked"]) or any("Error" in told for told in seen["told"])


def test_two_clerks_who_call_one_holder_at_once_are_both_kept(tmp_path: Path) -> None:
    seen = scene(tmp_path, CALLS, "vain")
    assert (seen["told"], seen["kept"], seen["order"]) == (["done"] * 2, 2, [VAIN] * 2)
    assert (seen["dial"], seen["broken"]) == ("13800003333", [])  # who called the old one did not undo it


def test_the_race_sees_a_call_that_takes_the_place_of_another(tmp_path: Path) -> None:
    assert scene(tmp_path, CALLS, "vain", mutant="counted_by_hand")["kept"] == 1


def test_nobody_calls_in_vain_who_has_answered(tmp_path: Path) -> None:
    seen = scene(tmp_path, CALLS, "answered")
    assert seen["broken"] == []
    assert (seen["told"], seen["order"]) in (
        (["done"] * 2, [VAIN, ANSWERED]),
        (["done", "trace.already_answered"], [ANSWERED]),
    )


def test_the_race_sees_a_clerk_who_waits_for_nobody(tmp_path: Path) -> None:
    seen = scene(tmp_path, CALLS, "answered", mutant="no_lock")
    assert seen["order"] == [ANSWERED, VAIN] or any("Error" in told for told in seen["told"])
