"""The event hash: as the reference generator has it, and the same however an event is written."""

import json
from pathlib import Path
from typing import Any

import pytest

from lilian.epcis import documents, hashes, times
from lilian.epcis.xml import reading
from tests.epcis.examples import an_event

# What the generator of GS1 Germany (RalphTro/epcis-event-hash-generator, October 2025) says of these.
VECTORS = Path(__file__).with_name("vectors.json")
PREFIXES: dict[str, str] = {"ext": "https://ext.example.org/"}


@pytest.mark.parametrize("name", sorted(json.loads(VECTORS.read_text())))
def test_it_is_the_hash_of_the_reference_generator(shared: Path, name: str) -> None:
    text = (shared / "epcis" / name).read_bytes()
    document = reading.read(text) if name.endswith(".xml") else documents.read(text)
    said = [hashes.event_hash(body, document.prefixes) for body in document.bodies]
    assert said == json.loads(VECTORS.read_text())[name]


def test_documents_that_say_the_same_have_one_hash(shared: Path) -> None:
    """Numbers 2, 6 and 7 of the folder say something else, whatever their names tell."""
    folder = shared / "epcis" / "examples-gs1" / "XML" / "WithEventHashID"
    found = set()
    for number in (1, 3, 4, 5):
        document = reading.read((folder / f"event_with_identical_hash_id_{number}.xml").read_bytes())
        found |= {hashes.event_hash(body, document.prefixes) for body in document.bodies}
    assert len(found) == 1


def hashed(**changes: Any) -> str:
    return hashes.event_hash(an_event(**changes), PREFIXES)


ALIKE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"eventID": None, "recordTime": "2026-09-19T00:00:00Z"}, {}),
    ({"eventTime": "2026-09-18T00:00:00Z"}, {}),
    ({"eventTime": "2026-09-18T00:00:00.0004Z"}, {}),
    ({"bizStep": "https://ref.gs1.org/cbv/BizStep-shipping"}, {}),
    ({"epcList": ["https://id.gs1.org/01/06901234123456/21/7"]}, {}),
    ({"epcList": ["https://box.example.org/gtin/06901234123456/lot/A/ser/7?11=260918"]}, {}),
    ({"epcList": ["urn:a:2", "urn:a:1"]}, {"epcList": ["urn:a:1", "urn:a:2"]}),
    ({"ext:n": "20.0"}, {"ext:n": 20}),
    ({"ext:list": ["b", "a"]}, {"ext:list": ["a", "b"]}),
    ({"errorDeclaration": {"declarationTime": "2026-09-19T00:00:00Z"}}, {}),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_said_otherwise_has_the_same_hash(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert hashed(**one) == hashed(**other)


@pytest.mark.parametrize(
    "change",
    [
        {"eventTime": "2026-09-18T00:00:00.001Z"},
        {"eventTimeZoneOffset": "+07:00"},
        {"epcList": ["urn:epc:id:sgtin:6901234.012345.8"]},
        {"ext:n": 1},
        {"ilmd": {"ext:n": 1}, "action": "ADD"},
        {"readPoint": {"id": "urn:epc:id:sgln:6901234.00001.0", "ext:gate": 2}},
    ],
)
def test_something_else_has_another_hash(change: dict[str, Any]) -> None:
    assert hashed(**change) != hashed()


def test_a_name_counts_by_its_namespace_alone() -> None:
    one = hashes.event_hash(an_event(**{"a:n": 1}), {"a": "https://ext.example.org/"})
    assert one == hashes.event_hash(an_event(**{"b:n": 1}), {"b": "https://ext.example.org/"})


def test_a_time_before_the_calendar_stays_as_it_is() -> None:
    assert times.to_the_millisecond("0001-01-01T00:00:00+14:00") == "0001-01-01T00:00:00+14:00"
