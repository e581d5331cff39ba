import pytest

from tests.quality.room import QualityRoom, the_room


@pytest.fixture
def room(db: None) -> QualityRoom:
    return the_room()
