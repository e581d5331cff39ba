import pytest

from tests.again import again
from tests.parcels.despatch import Despatch, the_despatch


@pytest.fixture
def despatch(db: None) -> Despatch:
    return again(the_despatch)
