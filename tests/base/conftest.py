"""Jobs of the tests: a log of what was done stands in the audit chain."""

from collections.abc import Iterator

import pytest

from lilian.base.jobs import handlers


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    """What a test registers is gone after it."""
    before = dict(handlers.HANDLERS)
    yield
    handlers.HANDLERS.clear()
    handlers.HANDLERS.update(before)
