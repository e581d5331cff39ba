import pytest

from tests.contracts.orchard import Orchard, the_orchard
from tests.deposits.orchard import with_rule


@pytest.fixture
def orchard(db: None) -> Orchard:
    return with_rule(the_orchard())
