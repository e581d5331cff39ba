import pytest

from tests.again import again
from tests.receiving.scale import Scale, the_scale


@pytest.fixture
def scale(db: None) -> Scale:
    return again(the_scale)
