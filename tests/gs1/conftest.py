"""GS1's own vectors and syntax dictionary, read from beside the checkout."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Vectors = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def vectors(shared: Path) -> Vectors:
    """The vectors of one kind; never none."""
    every = json.loads((shared / "gs1" / "digital-link-vectors.json").read_text(encoding="utf-8"))["vectors"]

    def of_kind(kind: str) -> list[dict[str, Any]]:
        found = [each for each in every if each["kind"] == kind]
        assert found, kind
        return found

    return of_kind


@pytest.fixture(scope="session")
def dictionary(shared: Path) -> list[str]:
    """The lines of the syntax dictionary that name identifiers."""
    text = (shared / "gs1" / "gs1-syntax-dictionary.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
