import pytest

from tests.sorting.runs import Floor, the_floor


@pytest.fixture
def floor(db: None) -> Floor:
    return the_floor()
