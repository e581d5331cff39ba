"""The official examples and schema, read from beside the checkout."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

from lilian.epcis import checks, documents
from lilian.epcis.faults import Fault, Unreadable

SIMPLE = "JSON-simple-context"  # extra input, full of what the schema refuses


def paths(shared: Path, *endings: str) -> list[Path]:
    return sorted(path for path in (shared / "epcis").rglob("*") if path.suffix in endings and "examples" in str(path))


def json_examples(shared: Path) -> list[Path]:
    return paths(shared, ".json", ".jsonld")


def xml_examples(shared: Path) -> list[Path]:
    return [path for path in paths(shared, ".xml") if "CaptureJob" not in str(path) and "Queries" not in str(path)]


def validator(shared: Path) -> Draft7Validator:
    schema = json.loads((shared / "epcis" / "normative" / "EPCIS-JSON-Schema.json").read_text())
    return Draft7Validator(schema, format_checker=FormatChecker(["uri", "date-time"]))


def schema_faults(text: bytes) -> list[Fault]:
    try:
        document = documents.read(text)
    except Unreadable as refused:
        return [refused.fault]
    return [fault for body in document.bodies for fault in checks.schema_faults(body)]


def accepted(shared: Path) -> Iterator[tuple[Path, documents.Document]]:
    """Every example of JSON in which nothing at all is wrong by the schema."""
    for path in json_examples(shared):
        text = path.read_bytes()
        if not schema_faults(text):
            yield path, documents.read(text)


def an_event(**changes: Any) -> dict[str, Any]:
    """A plain object event; a change to None leaves the field out."""
    body: dict[str, Any] = {
        "type": "ObjectEvent",
        "eventTime": "2026-09-18T08:00:00.000+08:00",
        "eventTimeZoneOffset": "+08:00",
        "eventID": "urn:uuid:6f0a1f3e-0000-4000-8000-000000000001",
        "epcList": ["urn:epc:id:sgtin:6901234.012345.7"],
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "readPoint": {"id": "urn:epc:id:sgln:6901234.00001.0"},
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def a_document(*bodies: dict[str, Any], **more: Any) -> bytes:
    whole = {
        "@context": [documents.CONTEXT, {"ext": "https://ext.example.org/"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-09-18T09:00:00Z",
        "epcisBody": {"eventList": list(bodies)},
    }
    return json.dumps(whole | more).encode()
