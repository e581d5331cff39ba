from pathlib import Path
from typing import Any

import pytest

from tests.again import again
from tests.transparency.county import County, the_county


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The log's folder is this test's own."""
    settings.LOG_FOLDER = tmp_path / "log"
    return settings.LOG_FOLDER


@pytest.fixture
def county(db: None) -> County:
    return again(the_county)
