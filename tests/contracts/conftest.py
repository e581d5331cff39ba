import pytest

from tests.contracts.orchard import Orchard, the_orchard


@pytest.fixture
def orchard(db: None) -> Orchard:
    return the_orchard()
