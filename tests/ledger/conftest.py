import pytest

from tests.ledger.money import Money, the_money


@pytest.fixture
def money(db: None) -> Money:
    return the_money()
