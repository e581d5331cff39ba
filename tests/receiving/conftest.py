import pytest

from tests.receiving.scale import Scale, the_scale


@pytest.fixture
def scale(db: None) -> Scale:
    return the_scale()
