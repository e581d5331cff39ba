"""Real processes that promise one block at once, on both engines: one of them does."""

from pathlib import Path

import pytest

from tests.ops.together import scene
from tests.prepared import ON_POSTGRES

pytestmark = pytest.mark.slow


def test_of_two_amendments_at_once_one_promises_the_block_and_a_mutant_shows(tmp_path: Path) -> None:
    for name in ("sound", "mutant"):
        (tmp_path / name).mkdir()
    seen = scene(tmp_path / "sound", "tests.contracts.race")
    assert (seen["told"], seen["promised"]) == (["contracts.block_promised", "done"], 1)
    mutant = scene(tmp_path / "mutant", "tests.contracts.race", mutant="no_lock")
    if ON_POSTGRES:
        assert (mutant["told"], mutant["promised"]) == (["done", "done"], 2)
    else:  # its one writer stops whose reading was overtaken
        assert mutant["promised"] == 2 or any("locked" in each for each in mutant["told"])
