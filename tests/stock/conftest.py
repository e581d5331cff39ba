import pytest

from tests.stock.goods import Goods, the_goods


@pytest.fixture
def goods(db: None) -> Goods:
    return the_goods()
