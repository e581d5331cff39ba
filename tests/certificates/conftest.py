import pytest

from tests.again import again
from tests.certificates.promising import Promising, the_promising


@pytest.fixture
def promising(db: None) -> Promising:
    return again(the_promising)
