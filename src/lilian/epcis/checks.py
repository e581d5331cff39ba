"""One event against the official JSON Schema: its shape, the names it uses, and what must be there at least."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from lilian.epcis import rules, shapes
from lilian.epcis.documents import Body, context_fault, is_uri, told, unknown_names
from lilian.epcis.faults import SCHEMA, Fault
from lilian.epcis.looks import Look, Looks

_ALWAYS = frozenset({"@context"})


def _names(shape: type[Struct]) -> frozenset[str]:
    return frozenset(shape.__struct_encode_fields__)


_KNOWN = {name: _names(shape) | _ALWAYS for name, shape in shapes.SHAPES.items()}
_DECLARATION, _ELEMENT = _names(shapes.ErrorDeclaration), _names(shapes.SensorElement)
_METADATA, _REPORT = _names(shapes.SensorMetadata), _names(shapes.SensorReport)
_NONE = frozenset[str]()


def schema_faults(body: Any) -> list[Fault]:
    """What the official schema would refuse in this body; empty if nothing.

    In a document the context is the document's; by itself an event must carry one, which `documents` has seen.
    """
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        return [Fault(SCHEMA, "$.type", "an object with a type is expected")]
    kind = body["type"]
    shape = shapes.SHAPES.get(kind)
    try:
        msgspec.convert(body, shape or shapes.Event)
    except msgspec.ValidationError as wrong:
        return [told(wrong)]
    if "certificationInfo" in body and not _uris(body["certificationInfo"]):
        return [Fault(SCHEMA, "$.certificationInfo", "neither a URI nor a list of URIs")]
    if "@context" in body and (wrong_context := context_fault(body["@context"])):
        return [wrong_context]
    if shape is None:
        return [] if not unknown_names({kind: None}, _NONE) else [Fault(SCHEMA, "$.type", "no event type, and no URI")]
    return LOOKS.faults(body)


def _uris(found: Any) -> bool:
    """One URI or a list of them."""
    parts = found if isinstance(found, list) else [found]
    return all(isinstance(part, str) and is_uri(part) for part in parts)


def _foreign(paths: Iterable[str]) -> list[Fault]:
    return [Fault(SCHEMA, path, "neither a name of the standard nor a URI") for path in paths]


def _own_names(body: Body) -> list[Fault]:
    return _foreign(f"$['{name}']" for name in unknown_names(body, _KNOWN[body["type"]]))


def _inner_names(body: Body) -> list[Fault]:
    return _foreign(_unknown_within(body))


def _unknown_within(body: Body) -> Iterator[str]:
    if "ilmd" in body and "ilmd" in _KNOWN[body["type"]]:
        yield from (f"$.ilmd['{name}']" for name in unknown_names(body["ilmd"], _NONE))
    if "errorDeclaration" in body:
        yield from (f"$.errorDeclaration['{name}']" for name in unknown_names(body["errorDeclaration"], _DECLARATION))
    for place, element in enumerate(body.get("sensorElementList", ())):
        at = f"$.sensorElementList[{place}]"
        yield from (f"{at}['{name}']" for name in unknown_names(element, _ELEMENT))
        yield from (f"{at}.sensorMetadata['{name}']" for name in _outside(element.get("sensorMetadata"), _METADATA))
        for row, report in enumerate(element["sensorReport"]):
            yield from (f"{at}.sensorReport[{row}]['{name}']" for name in unknown_names(report, _REPORT))


def _outside(part: Body | None, known: frozenset[str]) -> list[str]:
    return unknown_names(part, known) if part else []


UNIQUE = {
    "ObjectEvent": ("epcList",),
    "TransformationEvent": ("inputEPCList", "outputEPCList"),
}


def _repeated(body: Body) -> Iterator[Fault]:
    for name in UNIQUE[body["type"]]:
        if name in body and len(set(body[name])) != len(body[name]):
            yield Fault(SCHEMA, f"$.{name}", "the same value twice")


def _disposed_twice(body: Body) -> Iterator[Fault]:
    disposed = body["persistentDisposition"]
    if not disposed:
        yield Fault(SCHEMA, "$.persistentDisposition", "set or unset is missing")
    for name, words in disposed.items():
        if len(set(words)) != len(words):
            yield Fault(SCHEMA, f"$.persistentDisposition.{name}", "the same value twice")


def _something(body: Body, *names: str) -> bool:
    return any(body.get(name) for name in names)


def _object(body: Body) -> Iterator[Fault]:
    sensed = body.get("sensorElementList") and "readPoint" in body
    if "epcList" not in body and not body.get("quantityList") and not sensed:
        yield Fault(SCHEMA, "$", "epcList, quantityList, or sensorElementList with readPoint is missing")
    if "ilmd" in body and body["action"] != "ADD":
        yield Fault(SCHEMA, "$.ilmd", "only with action ADD")


def _children(body: Body) -> Iterator[Fault]:
    if body["action"] != "DELETE" and not _something(body, "childEPCs", "childQuantityList"):
        yield Fault(SCHEMA, "$", "childEPCs or childQuantityList is missing")


def _transaction(body: Body) -> Iterator[Fault]:
    if body["action"] != "DELETE" and "epcList" not in body and not body.get("quantityList"):
        yield Fault(SCHEMA, "$", "epcList or quantityList is missing")


def _transformation(body: Body) -> Iterator[Fault]:
    went_in = _something(body, "inputEPCList", "inputQuantityList")
    came_out = _something(body, "outputEPCList", "outputQuantityList")
    if not (went_in or came_out) or (not (went_in and came_out) and "transformationID" not in body):
        yield Fault(SCHEMA, "$", "what went in and what came out, or one of them with a transformationID")


LOOKS = Looks(
    Look(_own_names),
    Look(_inner_names, frozenset({"ilmd", "errorDeclaration", "sensorElementList"})),
    Look(_repeated, kinds=frozenset(UNIQUE)),
    Look(_disposed_twice, frozenset({"persistentDisposition"}), frozenset(UNIQUE)),
    Look(_object, kinds=frozenset({"ObjectEvent"})),
    Look(_children, kinds=frozenset({"AggregationEvent", "AssociationEvent"})),
    Look(_transaction, kinds=frozenset({"TransactionEvent"})),
    Look(_transformation, kinds=frozenset({"TransformationEvent"})),
)


def faults(body: Any) -> list[Fault]:
    """All that is wrong with an event: what the schema says, and where that is content, what the rules say."""
    found = schema_faults(body)
    return found if found or body["type"] not in shapes.SHAPES else rules.rule_faults(body)
