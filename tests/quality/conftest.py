import pytest

from tests.again import again
from tests.quality.room import QualityRoom, the_room


@pytest.fixture
def room(db: None) -> QualityRoom:
    return again(the_room)
