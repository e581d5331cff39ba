import pytest

from tests.again import again
from tests.purchasing.spring import Spring, the_spring


@pytest.fixture
def spring(db: None) -> Spring:
    return again(the_spring)
