"""The JSON Schema files that partners read say what the code takes and gives."""

import json
from importlib import import_module
from pathlib import Path

import pytest

TOPICS = [
    "transport",
    "assignment",
    "storage",
    "province",
    "facility",
    "two_stage",
    "consolidation",
    "routing",
    "purchasing",
    "packing",
]
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("topic", TOPICS)
def test_the_schema_file_is_made_from_the_code_of_today(topic):
    made = import_module(f"lilian.planning.{topic}.wire").json_schema()
    assert json.loads((FOLDER / f"{topic}.json").read_text()) == json.loads(json.dumps(made)), "run: make schemas"


def test_every_topic_with_a_door_has_its_schema_file():
    package = Path(import_module("lilian.planning").__file__).parent
    assert {path.parent.name for path in package.glob("*/__main__.py")} == set(TOPICS)
