import pytest

from tests.certificates.promising import Promising, the_promising


@pytest.fixture
def promising(db: None) -> Promising:
    return the_promising()
