import pytest

from tests.keeping.store import Kept, the_store


@pytest.fixture
def kept(db: None) -> Kept:
    return the_store()
