"""Real processes that pay one deposit back at once, on both engines: one of them does."""

from pathlib import Path

import pytest

from tests.ops.together import scene
from tests.prepared import ON_POSTGRES

pytestmark = pytest.mark.slow


def test_of_two_who_pay_it_back_at_once_one_does_and_a_mutant_shows(tmp_path: Path) -> None:
    for name in ("sound", "mutant"):
        (tmp_path / name).mkdir()
    seen = scene(tmp_path / "sound", "tests.deposits.race")
    assert seen == {"told": ["deposits.not_so_much_left", "done"], "back": 1, "broken": []}
    mutant = scene(tmp_path / "mutant", "tests.deposits.race", mutant="no_lock")
    if ON_POSTGRES:
        assert (mutant["told"], mutant["back"]) == (["done", "done"], 2)
        assert any("more went back than were paid" in fault for fault in mutant["broken"])
    else:  # its one writer stops whose reading was overtaken
        assert mutant["back"] == 2 or any("locked" in each for each in mutant["told"])
