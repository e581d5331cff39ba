import pytest

from tests.purchasing.spring import Spring, the_spring


@pytest.fixture
def spring(db: None) -> Spring:
    return the_spring()
