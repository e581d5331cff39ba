"""A database that never saw the demo."""

import pytest

from lilian.flows import demo


@pytest.mark.django_db
def test_an_empty_database_has_no_demo() -> None:
    assert not demo.already_loaded()
