"""The event hash of CBV 2.0, 8.9: one number of what an event says, whoever writes it down and however.

Left out are the event's own id, its record time and its error declaration. Where the standard leaves room we do as the
reference generator of GS1 Germany does.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from lilian.epcis import words
from lilian.epcis.documents import Body, prefixes_of
from lilian.epcis.identifiers import canonical, meaning
from lilian.epcis.looks import SOME_SHAPES
from lilian.epcis.times import to_the_millisecond

LEFT_OUT = frozenset({"@context", "type", "recordTime", "eventID", "errorDeclaration", "rdfs:comment", "comment"})
METADATA = ("time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")
REPORT = (
    "type",
    "exception",
    "deviceID",
    "deviceMetadata",
    "rawData",
    "dataProcessingMethod",
    "time",
    "microorganism",
    "chemicalSubstance",
    "value",
    "component",
    "stringValue",
    "booleanValue",
    "hexBinaryValue",
    "uriValue",
    "minValue",
    "maxValue",
    "meanValue",
    "sDev",
    "percRank",
    "percValue",
    "uom",
    "coordinateReferenceSystem",
)
LISTS = {
    "bizTransactionList": ("bizTransaction", words.TRANSACTION_TYPE),
    "sourceList": ("source", words.PARTY_TYPE),
    "destinationList": ("destination", words.PARTY_TYPE),
}
WORDS: dict[str, Callable[[str], str]] = {
    "bizStep": words.BIZ_STEP.told_as_web,
    "disposition": words.DISPOSITION.told_as_web,
    "exception": words.ALERT.told_as_web,
    "component": words.COMPONENT.told_as_web,
}
Prefixes = Mapping[str, str]


def event_hash(body: Body, prefixes: Prefixes) -> str:
    """`ni:///sha-256;…?ver=CBV2.0`; `prefixes` are those of the document's context."""
    digest = hashlib.sha256(text_of(body, prefixes).encode("utf-8", "replace")).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def text_of(body: Body, prefixes: Prefixes) -> str:
    """What is hashed: the event's fields in the order of the standard, all else behind them in the order of text."""
    if "@context" in body:
        prefixes = {**prefixes, **prefixes_of(body["@context"])}
    ordered, others = _order_of(tuple(body))
    said = "".join([write(name, body[name], prefixes) for name, write in ordered])
    rest = "".join(sorted([_field(name, body[name], prefixes) for name in others])) if others else ""
    return f"eventType={body['type']}{said}{rest}"


def _plain(name: str, value: Any, _prefixes: Prefixes) -> str:
    return f"{name}={value}"


def _time(name: str, value: Any, _prefixes: Prefixes) -> str:
    return f"{name}={to_the_millisecond(value)}"


def _word(name: str, value: Any, _prefixes: Prefixes) -> str:
    return f"{name}={WORDS[name](value)}"


def _uri(name: str, value: Any, _prefixes: Prefixes) -> str:
    return f"{name}={canonical(value)}"


def _certified(name: str, value: Any, _prefixes: Prefixes) -> str:
    found = value if isinstance(value, list) else [value]
    return "".join(sorted(f"{name}={canonical(one)}" for one in found))


def _things(name: str, value: Any, _prefixes: Prefixes) -> str:
    return name + "".join(sorted([f"epc={meaning(uri).name}" for uri in value])) if value else ""


def _quantities(name: str, value: Any, _prefixes: Prefixes) -> str:
    if not value:
        return ""
    return name + "".join(sorted("quantityElement" + _quantity(one) for one in value))


def _quantity(one: Body) -> str:
    said = f"epcClass={canonical(one['epcClass'])}"
    if "quantity" in one:
        said += f"quantity={number(one['quantity'])}"
    return said + (f"uom={one['uom']}" if "uom" in one else "")


def _place(name: str, value: Any, prefixes: Prefixes) -> str:
    said = f"{name}id={meaning(value['id']).name}"
    if len(value) == 1:
        return said
    return said + "".join(sorted(_field(key, one, prefixes) for key, one in value.items() if key != "id"))


def _dispositions(name: str, value: Any, _prefixes: Prefixes) -> str:
    def written(key: str) -> list[str]:
        return sorted(f"{key}={WORDS['disposition'](word)}" for word in value.get(key, ()))

    return name + "".join(written("set") + written("unset"))


def _sensors(name: str, value: Any, prefixes: Prefixes) -> str:
    return name + "".join(sorted("sensorElement" + _element(one, prefixes) for one in value)) if value else ""


def _element(one: Body, prefixes: Prefixes) -> str:
    said = ""
    if "sensorMetadata" in one:
        said = "sensorMetadata" + _ordered(one["sensorMetadata"], METADATA, prefixes)
    said += "".join(sorted("sensorReport" + _ordered(report, REPORT, prefixes) for report in one["sensorReport"]))
    rest = (_field(key, part, prefixes) for key, part in one.items() if key not in ("sensorMetadata", "sensorReport"))
    return said + "".join(sorted(rest))


def _ordered(part: Body, order: tuple[str, ...], prefixes: Prefixes) -> str:
    said = [_reading(name, part[name], prefixes) for name in order if name in part]
    known = set(order)
    return "".join(said) + "".join(sorted(_field(key, one, prefixes) for key, one in part.items() if key not in known))


def _reading(name: str, value: Any, prefixes: Prefixes) -> str:
    if name in ("time", "startTime", "endTime"):
        return f"{name}={to_the_millisecond(value)}"
    if name == "type":
        return f"{name}={_spelt_out(words.MEASUREMENT.told_as_web(value), prefixes)}"
    return f"{name}={WORDS[name](value)}" if name in WORDS else f"{name}={canonized(value, prefixes)}"


def _typed(name: str, value: Any) -> str:
    """Business transactions and parties; these stand among the extensions, as the reference generator has them."""
    key, kind = LISTS[name]
    rows = (
        (f"type={kind.told_as_web(one['type'])}" if "type" in one else "") + f"{key}={canonical(one[key])}"
        for one in value
    )
    return name + "".join(sorted(rows)) if value else ""


def _field(name: str, value: Any, prefixes: Prefixes) -> str:
    """An extension, whatever is in it: its names sorted, a list as the name again and again."""
    if name in LISTS:
        return _typed(name, value)
    if isinstance(value, list):
        return "".join(sorted(_field(name, one, prefixes) for one in value))
    written = expanded(name, prefixes)
    if isinstance(value, dict):
        text = f"={canonized(value['#text'], prefixes)}" if "#text" in value else ""
        return written + text + "".join(sorted(_inside(value, prefixes)))
    text = canonized(value, prefixes)
    return f"{written}={text}" if text else written


def _inside(value: Body, prefixes: Prefixes) -> Iterable[str]:
    left_out = ("#text", "rdfs:comment", "comment")
    return (_field(key, one, prefixes) for key, one in value.items() if key not in left_out and key[:1] != "@")


def expanded(name: str, prefixes: Prefixes) -> str:
    """`ext1:colour` -> `{http://example.com/ext1/}colour`; a name without a known prefix as it is."""
    short, found, rest = name.partition(":")
    return f"{{{prefixes[short]}}}{rest}" if found and short in prefixes else name


def canonized(value: Any, prefixes: Prefixes) -> str:
    """A value as it is compared: no idle zeros, links canonical, the vocabulary's URNs as web addresses."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    text = str(value).strip()
    if text[:1] in "+-.0123456789" and text:
        return _as_number(text)
    return canonical(_as_web(_spelt_out(text, prefixes))) if ":" in text else text


def _spelt_out(text: str, prefixes: Prefixes) -> str:
    short, found, rest = text.partition(":")
    return prefixes[short] + rest if found and short in prefixes else text


def _as_web(text: str) -> str:
    for kind in (words.BIZ_STEP, words.DISPOSITION, words.TRANSACTION_TYPE, words.PARTY_TYPE, words.ERROR_REASON):
        if text.startswith(kind.urn):
            return kind.web + text.removeprefix(kind.urn)
    return text


def _as_number(text: str) -> str:
    try:
        return number(float(text)) if "_" not in text else text
    except (ValueError, OverflowError):
        return text


def number(value: float) -> str:
    """`200.0` is `200`."""
    return str(int(value)) if int(value) == value else str(value)


Writer = Callable[[str, Any, Prefixes], str]
ORDER: tuple[tuple[str, Writer], ...] = (
    ("eventTime", _time),
    ("eventTimeZoneOffset", _plain),
    ("certificationInfo", _certified),
    ("parentID", _uri),
    ("epcList", _things),
    ("inputEPCList", _things),
    ("childEPCs", _things),
    ("quantityList", _quantities),
    ("childQuantityList", _quantities),
    ("inputQuantityList", _quantities),
    ("outputEPCList", _things),
    ("outputQuantityList", _quantities),
    ("action", _plain),
    ("transformationID", _uri),
    ("bizStep", _word),
    ("disposition", _word),
    ("persistentDisposition", _dispositions),
    ("readPoint", _place),
    ("bizLocation", _place),
    ("sensorElementList", _sensors),
)
DONE = frozenset({name for name, _ in ORDER}) | LEFT_OUT


@lru_cache(SOME_SHAPES)
def _order_of(names: tuple[str, ...]) -> tuple[list[tuple[str, Writer]], list[str]]:
    """Which of these fields are written in the order of the standard, and which behind them."""
    return [(name, write) for name, write in ORDER if name in names], [name for name in names if name not in DONE]
