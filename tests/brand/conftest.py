import pytest

from tests.again import again
from tests.brand.marking import Marking, the_marking


@pytest.fixture
def marking(db: None) -> Marking:
    return again(the_marking)
