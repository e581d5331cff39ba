import pytest

from tests.again import again
from tests.contracts.orchard import Orchard, the_orchard


@pytest.fixture
def orchard(db: None) -> Orchard:
    return again(the_orchard)
