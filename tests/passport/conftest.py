from collections.abc import Iterator

import pytest

from lilian.web.passport import kept
from tests.again import again
from tests.packing.boxing import Boxing, the_boxing
from tests.passport.shelf import Held, the_held


@pytest.fixture(autouse=True)
def an_empty_shelf() -> Iterator[None]:
    """What one test kept is nothing to another."""
    kept.SHELF.clear()
    kept.OPENINGS.counts.clear()
    yield
    kept.SHELF.clear()
    kept.OPENINGS.counts.clear()


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)


@pytest.fixture
def held(boxing: Boxing) -> Held:
    return the_held(boxing)
