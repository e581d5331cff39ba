import pytest

from tests.parcels.despatch import Despatch, the_despatch


@pytest.fixture
def despatch(db: None) -> Despatch:
    return the_despatch()
