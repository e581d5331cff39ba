import pytest

from tests.crates.yard import Yard, the_yard


@pytest.fixture
def yard(db: None) -> Yard:
    return the_yard()
