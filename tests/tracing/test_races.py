"""A recall while two lines sort the fruit and a packer sends a box of it: real processes, on both engines."""

from pathlib import Path

from tests.ops.together import scene


def test_nothing_slips_through_a_recall(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.tracing.race")
    assert (seen["loose"], seen["untold"], seen["broken"]) == ([], 0, [])
    assert seen["told"].count("done") >= 1
    assert set(seen["told"]) <= {"done", "stock.condition_forbids", "parcels.lot_stopped"}


def test_the_race_sees_a_recall_that_looks_once(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.tracing.race", mutant="no_second_look")
    assert seen["loose"] or seen["untold"] or any("Error" in told for told in seen["told"])
