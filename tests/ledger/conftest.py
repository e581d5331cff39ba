import pytest

from tests.again import again
from tests.ledger.money import Money, the_money


@pytest.fixture
def money(db: None) -> Money:
    return again(the_money)
