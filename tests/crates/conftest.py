import pytest

from tests.again import again
from tests.crates.yard import Yard, the_yard


@pytest.fixture
def yard(db: None) -> Yard:
    return again(the_yard)
