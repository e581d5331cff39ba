import pytest

from tests.settlement.season import Season, the_season


@pytest.fixture
def season(db: None) -> Season:
    return the_season()
