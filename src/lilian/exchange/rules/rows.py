"""What of an event goes into which row, so that it is found again."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lilian.epcis import units, words
from lilian.epcis.documents import Body
from lilian.epcis.hashes import canonized, expanded
from lilian.epcis.identifiers import canonical, meaning
from lilian.epcis.looks import SOME_SHAPES
from lilian.epcis.shapes import SHAPES
from lilian.epcis.times import micros
from lilian.exchange.values import LONGEST_URI, LONGEST_VALUE, Part

NOTHING = "\ufffd"
THINGS = (
    ("epcList", int(Part.EPC)),
    ("childEPCs", int(Part.CHILD)),
    ("inputEPCList", int(Part.INPUT)),
    ("outputEPCList", int(Part.OUTPUT)),
)
KINDS = (
    ("quantityList", int(Part.CLASS)),
    ("childQuantityList", int(Part.CHILD_CLASS)),
    ("inputQuantityList", int(Part.INPUT_CLASS)),
    ("outputQuantityList", int(Part.OUTPUT_CLASS)),
)
ONE = (("parentID", int(Part.PARENT)), ("transformationID", int(Part.TRANSFORMATION)))
TYPED = (
    ("bizTransactionList", "bizTransaction", words.TRANSACTION_TYPE),
    ("sourceList", "source", words.PARTY_TYPE),
    ("destinationList", "destination", words.PARTY_TYPE),
)
SENSOR_TEXTS = (
    *("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules", "microorganism"),
    *("chemicalSubstance", "stringValue", "booleanValue", "hexBinaryValue", "uriValue"),
)
SENSOR_TIMES = ("time", "startTime", "endTime")
SENSOR_NUMBERS = ("value", "minValue", "maxValue", "meanValue", "percValue")
STANDARD = {name: frozenset(shape.__struct_encode_fields__) | {"@context"} for name, shape in SHAPES.items()}
MARKED = frozenset({name for name, *_ in (*TYPED, *KINDS)}) | {
    *("persistentDisposition", "errorDeclaration", "sensorElementList", "ilmd"),
}
PLACES = ("readPoint", "bizLocation")
SENSOR_PARTS = frozenset({"sensorMetadata", "sensorReport"})
SENSOR_FIELDS = frozenset(
    (
        *SENSOR_TEXTS,
        *SENSOR_TIMES,
        *SENSOR_NUMBERS,
        "type",
        "exception",
        "coordinateReferenceSystem",
        "component",
        "sDev",
    )
) | {"percRank", "uom"}
DECLARED = frozenset({"declarationTime", "reason", "correctiveEventIDs"})
DEEPEST = 20


# Whose name, in which part, how much of which unit; and how many digits its company prefix has, which a URN tells and
# its link cannot, 0 where nothing told it.
ItemRow = tuple[str, int, float | None, str, int]


class MarkRow(NamedTuple):
    name: str
    text: str
    number: float | None


Prefixes = Mapping[str, str]


def items_of(body: Body) -> list[ItemRow]:
    """What the event is about, each thing once in each part."""
    found: dict[tuple[str, int], ItemRow] = {}
    things, kinds, one = _told_in(tuple(body))
    for name, part in things:
        for uri in body[name]:
            known = meaning(uri)
            found[known.name, part] = (known.name, part, None, "", known.prefix_length)
    for name, part in kinds:
        for element in body[name]:
            known, number = meaning(element["epcClass"]), element.get("quantity")
            much = (None if number is None else float(number), element.get("uom", ""))
            found[known.name, part] = (known.name, part, *much, known.prefix_length)
    for name, part in one:
        known = meaning(body[name])
        found[known.name, part] = (known.name, part, None, "", known.prefix_length)
    return list(found.values())


@lru_cache(SOME_SHAPES)
def _told_in(names: tuple[str, ...]) -> tuple[list[tuple[str, int]], ...]:
    """Which of these fields name things, kinds, and one thing, with the part that is taken there."""
    return tuple([field for field in fields if field[0] in names] for fields in (THINGS, KINDS, ONE))


def marks_of(body: Body, prefixes: Prefixes) -> list[MarkRow]:
    """All else the event can be found by, as far as a column holds it; PostgreSQL has no character of number 0."""
    bare_places = len(body.get("readPoint", ())) <= 1 and len(body.get("bizLocation", ())) <= 1
    if bare_places and _says_no_more(body["type"], tuple(body)):
        return []
    return list(dict.fromkeys(_held(mark) for mark in _marks(body, prefixes)))


@lru_cache(SOME_SHAPES)
def _says_no_more(kind: str, names: tuple[str, ...]) -> bool:
    """Whether an event of this type and these fields has no mark but of what its places say besides their names."""
    return STANDARD.get(kind, frozenset()) - MARKED >= set(names)


def _held(mark: MarkRow) -> MarkRow:
    name, text, number = mark
    return MarkRow(name[:LONGEST_VALUE].replace("\0", NOTHING), text[:LONGEST_URI].replace("\0", NOTHING), number)


def _marks(body: Body, prefixes: Prefixes) -> Iterator[MarkRow]:
    for name, key, kind in TYPED:
        for element in body.get(name, ()):
            yield MarkRow(f"{key}:{kind.bare(element.get('type', ''))}", canonical(element[key]), None)
    for name, _ in KINDS:
        for element in body.get(name, ()):
            if "quantity" in element:
                yield _measured("quantity", element["quantity"], element.get("uom", ""))
    for key, disposed in body.get("persistentDisposition", {}).items():
        yield from (MarkRow(f"disposition:{key}", words.DISPOSITION.bare(word), None) for word in disposed)
    yield from _declaration(body.get("errorDeclaration"), prefixes)
    yield from _sensors(body, prefixes)
    known = STANDARD.get(body["type"])
    if known is None:
        known = frozenset({"type", "@context"})
    if body.keys() - known:
        yield from _extensions("", {key: part for key, part in body.items() if key not in known}, prefixes)
    if "ilmd" in body and known is not STANDARD.get("AggregationEvent"):
        yield from _extensions("ILMD", body["ilmd"], prefixes)
    for place in PLACES:
        if len(body.get(place, ())) > 1:
            yield from _extensions(place, {key: part for key, part in body[place].items() if key != "id"}, prefixes)


def _measured(name: str, value: float, unit: str) -> MarkRow:
    if not unit:
        return MarkRow(name, "", float(value))
    dimension, normal = units.normal(value, unit)
    return MarkRow(f"{name}:{dimension}", "", normal)


def _declaration(declared: Body | None, prefixes: Prefixes) -> Iterator[MarkRow]:
    if declared is None:
        return
    if "reason" in declared:
        yield MarkRow("errorReason", words.ERROR_REASON.bare(declared["reason"]), None)
    yield from (MarkRow("correctiveEventID", uri, None) for uri in declared.get("correctiveEventIDs", ()))
    more = {key: part for key, part in declared.items() if key not in DECLARED}
    yield from _extensions("ERROR_DECLARATION", more, prefixes)


def _sensors(body: Body, prefixes: Prefixes) -> Iterator[MarkRow]:
    elements = body.get("sensorElementList", ()) if body["type"] in STANDARD else ()
    if elements:
        yield MarkRow("sensorElementList", "", None)
    for element in elements:
        more = {key: part for key, part in element.items() if key not in SENSOR_PARTS}
        yield from _extensions("SENSORELEMENT", more, prefixes)
        if "sensorMetadata" in element:
            yield from _sensed("SENSORMETADATA", element["sensorMetadata"], prefixes)
        for report in element["sensorReport"]:
            yield from _sensed("SENSORREPORT", report, prefixes)


def _sensed(level: str, part: Body, prefixes: Prefixes) -> Iterator[MarkRow]:
    if "type" in part and level == "SENSORREPORT":
        yield MarkRow("type", words.MEASUREMENT.bare(part["type"]), None)
    for name in SENSOR_TEXTS:
        if name in part:
            yield MarkRow(name, sensor_text(part[name]), None)
    for name in SENSOR_TIMES:
        if name in part:
            yield MarkRow(name, "", float(micros(part[name])))
    for name in SENSOR_NUMBERS:
        if name in part:
            yield _measured(name, part[name], part.get("uom", ""))
    if "sDev" in part:
        dimension, spread = units.like_a_difference(part["sDev"], part.get("uom", ""))
        yield MarkRow(f"sDev:{dimension}" if dimension else "sDev", "", spread)
    if "percRank" in part:
        yield MarkRow("percRank", "", float(part["percRank"]))
    yield from _extensions(level, {key: one for key, one in part.items() if key not in SENSOR_FIELDS}, prefixes)


def sensor_text(value: Any) -> str:
    """As both sides of a comparison are written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return canonical(str(value))[:LONGEST_URI]


def _extensions(level: str, fields: Body, prefixes: Prefixes, depth: int = 0) -> Iterator[MarkRow]:
    for name, value in fields.items():
        yield from _extension(level, name, value, prefixes, depth)


def _extension(level: str, name: str, value: Any, prefixes: Prefixes, depth: int) -> Iterator[MarkRow]:
    if isinstance(value, list):
        for one in value:
            yield from _extension(level, name, one, prefixes, depth)
        return
    named = extension_name(level, expanded(name, prefixes), inner=depth > 0)
    if isinstance(value, dict):
        yield MarkRow(named, "", None)
        if depth < DEEPEST:
            yield from _extensions(level, value, prefixes, depth + 1)
        return
    text, number = comparable(value)
    yield MarkRow(named, text, number)
    if (moment := _moment(value)) is not None:
        yield MarkRow(at_times(named), "", moment)


def extension_name(level: str, name: str, *, inner: bool) -> str:
    """`|{http://ext}colour`, `ILMD|…`, `INNER_ILMD|…`."""
    return f"{'INNER_' if inner else ''}{level}|{name}"[:LONGEST_VALUE]


def at_times(name: str) -> str:
    """The mark that holds a time, beside the one that holds its text."""
    return f"@{name}"[:LONGEST_VALUE]


def comparable(value: Any) -> tuple[str, float | None]:
    """The text to be equal to, and the number to be more or less than."""
    text = canonized(value, {})[:LONGEST_URI]
    try:
        number = float(text) if "_" not in text else None
    except ValueError:
        return text, None
    return text, number if number is not None and abs(number) < float("inf") else None


def _moment(value: Any) -> float | None:
    if not isinstance(value, str) or "T" not in value[:16]:
        return None
    try:
        return float(micros(value))
    except (ValueError, TypeError):
        return None
