"""Two stores bring one batch at once, on both engines: it has one use-by day.

Ours refuses in words; without our name on the batch the database still refuses; without either a race on PostgreSQL
leaves two days, and `lilian verify` says so. SQLite has one writer.
"""

from pathlib import Path

import pytest

from tests.ops.together import scene
from tests.prepared import ON_POSTGRES

pytestmark = pytest.mark.slow


def test_a_batch_has_one_day_though_two_stores_bring_it_at_once(tmp_path: Path) -> None:
    seen = scene(tmp_path, "tests.supplies.race")
    assert seen == {"told": ["done", "supplies.other_expiry"], "days": 1, "broken": []}


if ON_POSTGRES:

    def test_the_database_alone_keeps_it_to_one_and_a_race_that_nobody_keeps_shows(tmp_path: Path) -> None:
        seen = scene(tmp_path, "tests.supplies.race", mutant="no_name")
        assert (["IntegrityError" in each for each in seen["told"]], seen["days"]) == ([True, False], 1)
        seen = scene(tmp_path, "tests.supplies.race", mutant="nobody")
        assert (seen["told"], seen["days"], bool(seen["broken"])) == (["done", "done"], 2, True)
