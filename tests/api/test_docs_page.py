"""The page about the API: from the description to rows."""

from typing import Any

import pytest

from lilian.api.docs.examples import example
from lilian.api.docs.page import curl, field_rows, kind, query

SHAPES: dict[str, Any] = {
    "Reading": {
        "type": "object",
        "required": ["at"],
        "properties": {"at": {"type": "string", "format": "date-time"}, "temperature_mc": {"type": "integer"}},
    },
    "Batch": {
        "type": "object",
        "properties": {"readings": {"type": "array", "items": {"$ref": "#/components/schemas/Reading"}}},
    },
}
BATCH = {"$ref": "#/components/schemas/Batch"}


def test_an_example_follows_names_to_their_shapes() -> None:
    assert example(BATCH, SHAPES) == {"readings": [{"at": "2026-09-18T08:00:00+08:00", "temperature_mc": 1}]}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer", "examples": [500]}, 500),
        ({"type": "integer", "minimum": 7}, 7),
        ({"enum": ["store", "block"], "type": "string"}, "store"),
        ({"anyOf": [{"type": "null"}, {"type": "boolean"}]}, True),
        ({"type": "string", "format": "date"}, "2026-09-18"),
        ({"const": 3}, 3),
        ({}, None),
    ],
)
def test_an_example_fits_its_schema(schema: dict[str, Any], value: object) -> None:
    assert example(schema, SHAPES) == value


def test_fields_of_list_items_stand_below_their_list() -> None:
    assert [row.name for row in field_rows(BATCH, SHAPES)] == [
        "readings",
        "readings[].at",
        "readings[].temperature_mc",
    ]


def test_fields_of_what_lies_inside_stand_below_it() -> None:
    slip = {"type": "object", "properties": {"reading": {"$ref": "#/components/schemas/Reading"}}}
    assert [row.name for row in field_rows(slip, SHAPES)] == ["reading", "reading.at", "reading.temperature_mc"]


def test_a_file_is_sent_as_it_is() -> None:
    said = curl("POST", "/x", "…", "text/csv")
    assert "--data-binary" in said
    assert "-d '" not in said


def test_what_an_address_needs_stands_in_the_example_call() -> None:
    month = {"name": "month", "in": "query", "required": True, "schema": {"type": "string", "examples": ["2026-11"]}}
    page = {"name": "page", "in": "query", "required": False, "schema": {"type": "integer"}}
    assert (query([month, page], SHAPES), query([page], SHAPES)) == ("?month=2026-11", "")


def test_a_needed_field_says_so() -> None:
    assert [row.required for row in field_rows(SHAPES["Reading"], SHAPES)] == [True, False]


def test_bounds_stand_beside_the_kind() -> None:
    assert kind({"type": "integer", "minimum": 1, "maximum": 200}, SHAPES) == "integer 1…200"


def test_a_write_carries_its_key_in_the_example_call() -> None:
    assert "Idempotency-Key" in curl("POST", "/x", {})


def test_a_read_needs_no_key() -> None:
    assert "Idempotency-Key" not in curl("GET", "/x", None)
