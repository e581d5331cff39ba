import pytest

from tests.brand.marking import Marking, the_marking


@pytest.fixture
def marking(db: None) -> Marking:
    return the_marking()
