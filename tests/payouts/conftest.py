import pytest

from tests.again import again
from tests.settlement.season import Season, the_season


@pytest.fixture
def season(db: None) -> Season:
    return again(the_season)
