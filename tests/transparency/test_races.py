"""Who sequences at the same moment, and who is killed between two steps: real processes, on both engines."""

from pathlib import Path
from typing import Any

import pytest

from tests.ops.together import scene

STEPS = (
    "key_kept", "leaves_written", "tiles_missing", "batch_committed", "anchor_committed", "note_kept", "signed",
    "next_key_kept", "both_signed",
)  # fmt: skip
WHOLE: dict[str, Any] = {"killed": True, "then": "done", "missing": 0, "contradicted": [], "broken": []}


def raced(folder: Path, *said: str, mutant: str = "") -> dict[str, Any]:
    return scene(folder, "tests.transparency.race", *said, mutant=mutant)


def test_three_sequencers_and_two_signers_make_one_log(tmp_path: Path) -> None:
    seen = raced(tmp_path, "together")
    assert seen["told"] == ["done"] * 8
    assert (seen["missing"], seen["contradicted"], seen["broken"]) == (0, [], [])
    assert seen["signed"] > 0


def test_the_race_sees_a_sequencer_without_its_lock(tmp_path: Path) -> None:
    """The database refuses the second leaf of the same number; nothing of it stands."""
    seen = raced(tmp_path, "together", mutant="no_lock")
    assert any("Error" in told for told in seen["told"])


@pytest.mark.kill
def test_a_kill_between_any_two_steps_leaves_a_log_without_gap_or_contradiction(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed", *STEPS)
    assert {step: {name: stands[name] for name in WHOLE} for step, stands in seen.items()} == dict.fromkeys(
        STEPS, WHOLE
    )


@pytest.mark.kill
def test_a_batch_that_is_no_transaction_is_seen_to_be_torn(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed", "leaves_written", mutant="torn")["leaves_written"]
    assert any("the salt of entry" in line for line in seen["broken"])


@pytest.mark.kill
def test_a_checkpoint_signed_before_its_leaves_are_committed_is_seen(tmp_path: Path) -> None:
    seen = raced(tmp_path, "killed", "note_kept", mutant="signed_before_committed")["note_kept"]
    assert seen["contradicted"] != []
