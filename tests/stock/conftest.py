import pytest

from tests.again import again
from tests.stock.goods import Goods, the_goods


@pytest.fixture
def goods(db: None) -> Goods:
    return again(the_goods)
