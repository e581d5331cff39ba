import pytest

from tests.again import again
from tests.members.cast import Cast, the_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)
