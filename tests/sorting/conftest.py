import pytest

from tests.again import again
from tests.sorting.runs import Floor, the_floor


@pytest.fixture
def floor(db: None) -> Floor:
    return again(the_floor)
