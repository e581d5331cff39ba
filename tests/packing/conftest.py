import pytest

from tests.packing.boxing import Boxing, the_boxing


@pytest.fixture
def boxing(db: None) -> Boxing:
    return the_boxing()
