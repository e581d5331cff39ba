"""A question as EPCIS writes it, taken apart into conditions. Names are checked here; identifiers are resolved later.

Source: EPCIS 2.0, 8.2.7.1 (SimpleEventQuery), and the query schema of its REST binding.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lilian.epcis import units, words
from lilian.epcis.identifiers import canonical
from lilian.epcis.times import micros
from lilian.exchange.rules.rows import at_times, comparable, extension_name, sensor_text
from lilian.exchange.values import KINDS, THINGS, Part


class WrongParameter(ValueError):
    """A name nobody knows, or a value that does not fit it."""


class TooComplex(ValueError):
    """More than one question may hold."""


@dataclass(frozen=True)
class Items:
    """One of these takes part in the event, in one of these parts."""

    parts: tuple[Part, ...]
    uris: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """The column is one of these places; with `within`, or lies inside one."""

    column: str
    uris: tuple[str, ...]
    within: bool = False


@dataclass(frozen=True)
class Column:
    column: str
    operator: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Marked:
    """A mark of one of these names; of this text, or this number by comparison; with neither, that it is there."""

    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    operator: str = ""
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Attributed:
    """What stands in the field has the attribute in master data, of one of these values if any are given."""

    field: str
    attribute: str
    values: tuple[str, ...] | None


@dataclass(frozen=True)
class Extended:
    """An extension field; its short name is resolved when it is asked. `values` are as they came."""

    level: str
    name: str
    inner: bool
    operator: str
    values: tuple[Any, ...]


Condition = Items | Places | Column | Marked | Attributed | Extended


@dataclass(frozen=True)
class Asked:
    """A whole question. `order`: `event_time`, `record_time` or the name of an extension field."""

    conditions: tuple[Condition, ...] = ()
    order: str = "event_time"
    descending: bool = False
    limit: int | None = None
    most: int | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)


MOST_VALUES = 10_000
COMPARE = {"EQ": "=", "GT": ">", "GE": ">=", "LT": "<", "LE": "<="}
MATCHES: dict[str, tuple[Part, ...]] = {
    "epc": (Part.EPC, Part.CHILD),
    "parentID": (Part.PARENT,),
    "inputEPC": (Part.INPUT,),
    "outputEPC": (Part.OUTPUT,),
    "anyEPC": THINGS,
    "epcClass": (Part.CLASS, Part.CHILD_CLASS),
    "inputEPCClass": (Part.INPUT_CLASS,),
    "outputEPCClass": (Part.OUTPUT_CLASS,),
    "anyEPCClass": KINDS,
}
ACTIONS = frozenset({"OBSERVE", "ADD", "DELETE"})
SENSOR_TEXTS = frozenset(
    {
        *("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "microorganism", "chemicalSubstance"),
        *("bizRules", "stringValue", "booleanValue", "hexBinaryValue", "uriValue"),
    }
)
TIMES = {"eventTime": "event_time", "recordTime": "record_time"}
DECLARED = frozenset({"errorDeclarationTime", "errorDeclaration_Time"})
LEVELS = ("ERROR_DECLARATION", "SENSORELEMENT", "SENSORMETADATA", "SENSORREPORT", "ILMD")
TYPED = re.compile(r"EQ_(bizTransaction|source|destination)_(.+)")
MEASURED = re.compile(
    r"(EQ|GT|GE|LT|LE)_(quantity|value|minValue|maxValue|meanValue|sDev|percValue)(?:_([A-Z0-9]{2,4}))?"
)
ATTRIBUTE = re.compile(r"EQ_ATTR_(readPoint|bizLocation|epcClass|epc)_(.+)")
EXTENSION = re.compile(
    rf"(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(?:({'|'.join(LEVELS)}|readPoint|bizLocation)_)?([^:\s]+:[^\s]*[^:\s])"
)
CONTROLS = frozenset({"orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "@context"})


def asked(parameters: Mapping[str, Any], prefixes: Mapping[str, str] | None = None) -> Asked:
    """The question in these parameters; a value is a list, a number, a boolean or a text.

    :raises WrongParameter: if a name is unknown or a value does not fit
    :raises TooComplex: if there is too much in it
    """
    conditions = tuple(_condition(name, value) for name, value in parameters.items() if name not in CONTROLS)
    limit, most = (_whole(parameters, name) for name in ("eventCountLimit", "maxEventCount"))
    if limit is not None and most is not None:
        raise WrongParameter("eventCountLimit and maxEventCount exclude each other")
    if limit is not None and "orderBy" not in parameters:
        raise WrongParameter("eventCountLimit needs orderBy")
    direction = _one(parameters.get("orderDirection", "DESC"))
    if direction not in ("ASC", "DESC"):
        raise WrongParameter("orderDirection is ASC or DESC")
    order = str(_one(parameters.get("orderBy", "eventTime")))
    return Asked(
        conditions=conditions,
        order=TIMES.get(order) or _order(order),
        descending="orderBy" in parameters and direction == "DESC",
        limit=limit,
        most=most,
        prefixes=prefixes or {},
    )


def _order(name: str) -> str:
    if ":" not in name:
        raise WrongParameter(f"orderBy is eventTime, recordTime or an extension field, not {name}")
    return name


def _whole(parameters: Mapping[str, Any], name: str) -> int | None:
    if name not in parameters:
        return None
    try:
        number = int(_one(parameters[name]))
    except (TypeError, ValueError):
        raise WrongParameter(f"{name} is a whole number") from None
    if number < 1:
        raise WrongParameter(f"{name} is 1 or more")
    return number


def _condition(name: str, value: Any) -> Condition:
    values = tuple(value) if isinstance(value, list | tuple) else (value,)
    if len(values) > MOST_VALUES:
        raise TooComplex(f"{name} has more than {MOST_VALUES} values")
    for read in READERS:
        if (found := read(name, values)) is not None:
            return found
    raise WrongParameter(f"no such parameter: {name}")


def _one(value: Any) -> Any:
    if isinstance(value, list | tuple):
        if len(value) != 1:
            raise WrongParameter("one value is expected")
        return value[0]
    return value


def _texts(name: str, values: Sequence[Any]) -> tuple[str, ...]:
    if not values or not all(isinstance(value, str) and value for value in values):
        raise WrongParameter(f"{name} takes texts")
    return tuple(values)


def _number(name: str, value: Any) -> float:
    try:
        number = float(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError):
        number = None
    if number is None or number != number or abs(number) == float("inf"):
        raise WrongParameter(f"{name} takes numbers")
    return number


def _time(name: str, value: Any) -> int:
    text = _one(value)
    try:
        moment = micros(text)
    except (TypeError, ValueError):
        raise WrongParameter(f"{name} takes a time like 2026-09-18T08:00:00+08:00") from None
    if "T" not in text or not re.search(r"(?:Z|[+-][0-9]{2}:[0-9]{2})\Z", text):
        raise WrongParameter(f"{name} takes a time with its offset")
    return moment


def _what(name: str, values: tuple[Any, ...]) -> Condition | None:
    if not name.startswith("MATCH_") or name[6:] not in MATCHES:
        return None
    return Items(MATCHES[name[6:]], tuple(canonical(text) for text in _texts(name, values)))


def _plain(name: str, values: tuple[Any, ...]) -> Condition | None:
    """Columns of the event itself, and identifiers in one part."""
    if name == "eventType":
        return Column("type", "=", _texts(name, values))
    if name == "EQ_action":
        if not set(_texts(name, values)) <= ACTIONS:
            raise WrongParameter("EQ_action takes OBSERVE, ADD and DELETE")
        return Column("action", "=", values)
    if name == "EQ_bizStep":
        return Column("biz_step", "=", tuple(map(words.BIZ_STEP.bare, _texts(name, values))))
    if name == "EQ_disposition":
        return Column("disposition", "=", tuple(map(words.DISPOSITION.bare, _texts(name, values))))
    if name == "EQ_eventID":
        return Column("event_id", "=", _texts(name, values))
    if name == "EQ_transformationID":
        return Items((Part.TRANSFORMATION,), tuple(map(canonical, _texts(name, values))))
    return None


def _where(name: str, values: tuple[Any, ...]) -> Condition | None:
    found = re.fullmatch("(EQ|WD)_(readPoint|bizLocation)", name)
    if found is None:
        return None
    column = "read_point_id" if found[2] == "readPoint" else "biz_location_id"
    return Places(column, tuple(map(canonical, _texts(name, values))), within=found[1] == "WD")


def _when(name: str, values: tuple[Any, ...]) -> Condition | None:
    how, _, what = name.partition("_")
    if how not in ("GE", "LT"):
        return None
    if what in TIMES:
        return Column(TIMES[what], COMPARE[how], (_time(name, values),))
    if what in DECLARED:
        return Column("declared_at", COMPARE[how], (_time(name, values),))
    if what in ("time", "startTime", "endTime"):
        return Marked((what,), operator=COMPARE[how], numbers=(float(_time(name, values)),))
    return None


def _why(name: str, values: tuple[Any, ...]) -> Condition | None:
    if found := TYPED.fullmatch(name):
        kind = words.TRANSACTION_TYPE if found[1] == "bizTransaction" else words.PARTY_TYPE
        texts = tuple(map(canonical, _texts(name, values)))
        return Marked((f"{found[1]}:{kind.bare(found[2])}",), texts=texts)
    if found := re.fullmatch("EQ_persistentDisposition_(set|unset)", name):
        bare = tuple(map(words.DISPOSITION.bare, _texts(name, values)))
        return Marked((f"disposition:{found[1]}",), texts=bare)
    if name == "EQ_errorReason":
        return Marked(("errorReason",), texts=tuple(map(words.ERROR_REASON.bare, _texts(name, values))))
    if name == "EQ_correctiveEventID":
        return Marked(("correctiveEventID",), texts=_texts(name, values))
    if name == "EXISTS_errorDeclaration":
        return Column("declared_at", "IS NOT NULL", ())
    return None


def _how(name: str, values: tuple[Any, ...]) -> Condition | None:
    if name in ("EXISTS_sensorElementList", "EXISTS_sensorElement"):
        return Marked(("sensorElementList",))
    if name == "EQ_type":
        return Marked(("type",), texts=tuple(map(words.MEASUREMENT.bare, _texts(name, values))))
    if name.startswith("EQ_") and name[3:] in SENSOR_TEXTS:
        return Marked((name[3:],), texts=tuple(sensor_text(value) for value in values))
    if name == "EQ_time":
        return Marked(("time",), operator="=", numbers=(float(_time(name, values)),))
    if found := re.fullmatch("(EQ|GT|GE|LT|LE)_percRank", name):
        return Marked(("percRank",), operator=COMPARE[found[1]], numbers=tuple(_number(name, one) for one in values))
    return None


def _measured(name: str, values: tuple[Any, ...]) -> Condition | None:
    found = MEASURED.fullmatch(name)
    if found is None or (found[1] == "EQ" and found[2] not in ("quantity", "value")):
        return None
    how, what, unit = found.groups()
    if how != "EQ" and len(values) != 1:
        raise WrongParameter(f"{name} takes one number")
    numbers = [_number(name, value) for value in values]
    if unit is None:
        return Marked((what,), operator=COMPARE[how], numbers=tuple(numbers))
    turn = units.like_a_difference if what == "sDev" else units.normal
    normal = [turn(number, unit) for number in numbers]
    return Marked((f"{what}:{normal[0][0]}",), operator=COMPARE[how], numbers=tuple(number for _, number in normal))


def _attributes(name: str, values: tuple[Any, ...]) -> Condition | None:
    if found := re.fullmatch("HASATTR_(readPoint|bizLocation|epcClass|epc)", name):
        texts = _texts(name, values)
        if len(texts) != 1:
            raise WrongParameter(f"{name} takes one attribute name")
        return Attributed(found[1], texts[0], None)
    if found := ATTRIBUTE.fullmatch(name):
        return Attributed(found[1], found[2], tuple(comparable(value)[0] for value in values))
    return None


def _extension(name: str, values: tuple[Any, ...]) -> Condition | None:
    found = EXTENSION.fullmatch(name)
    if found is None:
        return None
    how, inner, level, field_name = found.groups()
    if how not in ("EXISTS", "EQ") and len(values) != 1:
        raise WrongParameter(f"{name} takes one value")
    return Extended(level or "", field_name, bool(inner), how, values)


READERS: tuple[Callable[[str, tuple[Any, ...]], Condition | None], ...] = (
    *(_what, _plain, _where, _when, _why, _how, _measured, _attributes, _extension),
)


def of_extension(condition: Extended, names: Sequence[str]) -> Marked:
    """The condition with its name spelt out; there may be several, where nobody told what a short name means.

    :raises WrongParameter: if a value can be neither more nor less than another
    """
    told = tuple(extension_name(condition.level, name, inner=condition.inner) for name in names)
    if condition.operator == "EXISTS":
        return Marked(told)
    if condition.operator == "EQ":
        return Marked(told, texts=tuple(comparable(value)[0] for value in condition.values))
    [value] = condition.values
    text, number = comparable(value)
    if number is not None:
        return Marked(told, operator=COMPARE[condition.operator], numbers=(number,))
    moment = float(_time(f"{condition.operator}_{condition.name}", text))
    return Marked(tuple(map(at_times, told)), operator=COMPARE[condition.operator], numbers=(moment,))
