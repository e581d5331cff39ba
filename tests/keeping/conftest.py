import pytest

from tests.again import again
from tests.keeping.store import Kept, the_store


@pytest.fixture
def kept(db: None) -> Kept:
    return again(the_store)
