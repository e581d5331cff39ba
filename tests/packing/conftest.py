import pytest

from tests.again import again
from tests.packing.boxing import Boxing, the_boxing


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)
