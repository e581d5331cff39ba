"""What is wrong with an event though every schema lets it pass. Each rule has a name, which its faults carry.

Sources: EPCIS 2.0, 7.4 (the event types), CBV 2.0, GS1 conformance drafts TCR-53 (sensor elements) and TCR-54
(associations).
"""

from collections.abc import Iterator
from typing import Any

from lilian.epcis import units, words
from lilian.epcis.documents import Body
from lilian.epcis.faults import Fault
from lilian.epcis.identifiers import canonical, meaning
from lilian.epcis.looks import Look, Looks
from lilian.epcis.times import micros

THINGS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
KINDS = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
PLACES = ("readPoint", "bizLocation")
LISTED = (
    *((name, "epcClass") for name in KINDS),
    *(("bizTransactionList", "bizTransaction"), ("sourceList", "source"), ("destinationList", "destination")),
)
ONE_PLACE = ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time")
MORE_TIMES = frozenset({"recordTime", "errorDeclaration", "sensorElementList"})
READINGS = ("value", "minValue", "maxValue", "meanValue", "sDev", "percValue")
WITHOUT_UNIT = frozenset({"Dimensionless", "Count"})
NAMED = {
    "real_time": "every time is a day that there is",
    "parent": "what is put together or taken apart has a parent (TCR-54 step 3)",
    "something": "an event is about something",
    "identifier": "GS1 identifiers are whole, their check digits right",
    "twice": "nothing stands twice in a list",
    "cycle": "nothing is its own part",
    "instance": "a list of things names things, not kinds",
    "kind": "a list of quantities names kinds or lots, not things",
    "quantity": "quantities are more than nothing",
    "sensor_span": "a span of readings begins before it ends",
    "sensor_after": "nothing is read after the event that reports it",
    "sensor_twice": "what is said of all readings is not said again of one (TCR-53 step 29)",
    "sensor_unit": "a reading has a unit, and one of its kind",
    "opposite": "no disposition is both set and unset",
    "own_correction": "an event does not correct itself",
}


def rule_faults(body: Body) -> list[Fault]:
    """What is wrong with a body in which `checks` found nothing."""
    return RULES.faults(body)


def _unreal(path: str, text: str) -> list[Fault]:
    try:
        micros(text)
    except ValueError:
        return [Fault("real_time", path, f"there is no such time: {text}")]
    return []


def _event_time(body: Body) -> list[Fault]:
    return _unreal("$.eventTime", body["eventTime"])


def _other_times(body: Body) -> Iterator[Fault]:
    """The first that there is not; else readings after the event."""
    wrong = next((fault for path, text in _told_times(body) for fault in _unreal(path, text)), None)
    if wrong is not None:
        yield wrong
    elif not _event_time(body):
        happened = micros(body["eventTime"])
        late = (path for path, text in _readings(body) if micros(text) > happened)
        yield from (Fault("sensor_after", path, "after the event's own time") for path in late)


def _told_times(body: Body) -> Iterator[tuple[str, str]]:
    if "recordTime" in body:
        yield "$.recordTime", body["recordTime"]
    if "errorDeclaration" in body:
        yield "$.errorDeclaration.declarationTime", body["errorDeclaration"]["declarationTime"]
    yield from _readings(body)


def _readings(body: Body) -> Iterator[tuple[str, str]]:
    for path, part in _sensed(body):
        yield from ((f"{path}.{name}", part[name]) for name in ("time", "startTime", "endTime") if name in part)


def _sensed(body: Body) -> Iterator[tuple[str, Body]]:
    """Every sensor metadata and sensor report, with its path."""
    for place, element in enumerate(body.get("sensorElementList", ())):
        at = f"$.sensorElementList[{place}]"
        if "sensorMetadata" in element:
            yield f"{at}.sensorMetadata", element["sensorMetadata"]
        for row, report in enumerate(element["sensorReport"]):
            yield f"{at}.sensorReport[{row}]", report


def _parent(body: Body) -> Iterator[Fault]:
    if body["action"] != "OBSERVE" and "parentID" not in body:
        yield Fault("parent", "$.parentID", f"missing, with action {body['action']}")


def _something(body: Body) -> Iterator[Fault]:
    about = body.get("epcList") or body.get("quantityList") or "parentID" in body
    sensed = body["type"] == "ObjectEvent" and body.get("sensorElementList")
    ended = body["type"] == "TransactionEvent" and body["action"] == "DELETE"
    if not (about or sensed or ended):
        yield Fault("something", "$.epcList", "nothing that the event is about")


def _things(body: Body) -> Iterator[Fault]:
    """Identifiers in lists of things: whole, none a kind's, none twice."""
    for name in THINGS:
        if not (found := body.get(name)):
            continue
        known = [meaning(uri) for uri in found]
        for place, one in enumerate(known):
            if one.fault:
                yield Fault("identifier", f"$.{name}[{place}]", one.fault)
            elif one.is_class:
                yield Fault("instance", f"$.{name}[{place}]", "this names a kind or a lot, not a thing")
        if len({one.name for one in known}) != len(known):
            yield Fault("twice", f"$.{name}", "the same thing twice")


def _parent_name(body: Body) -> Iterator[Fault]:
    if wrong := meaning(body["parentID"]).fault:
        yield Fault("identifier", "$.parentID", wrong)


def _place_names(body: Body) -> Iterator[Fault]:
    for name in PLACES:
        if name in body and (wrong := meaning(body[name]["id"]).fault):
            yield Fault("identifier", f"$.{name}.id", wrong)


def _listed_names(body: Body) -> Iterator[Fault]:
    for name, key in LISTED:
        for place, element in enumerate(body.get(name, ())):
            if wrong := meaning(element[key]).fault:
                yield Fault("identifier", f"$.{name}[{place}].{key}", wrong)


def _cycle(body: Body) -> Iterator[Fault]:
    if "parentID" in body:
        parent = canonical(body["parentID"])
        for name in ("childEPCs", "epcList"):
            for place, uri in enumerate(body.get(name, ())):
                if canonical(uri) == parent:
                    yield Fault("cycle", f"$.{name}[{place}]", "the parent is its own child")
    if body["type"] == "TransformationEvent":
        went_in = {canonical(uri) for uri in body.get("inputEPCList", ())}
        for place, uri in enumerate(body.get("outputEPCList", ())):
            if canonical(uri) in went_in:
                yield Fault("cycle", f"$.outputEPCList[{place}]", "what went in cannot come out")


def _kinds(body: Body) -> Iterator[Fault]:
    for name in KINDS:
        for place, element in enumerate(body.get(name, ())):
            if meaning(element["epcClass"]).is_instance:
                yield Fault("kind", f"$.{name}[{place}].epcClass", "this names a thing, not a kind or a lot")
            if element.get("quantity", 1) <= 0:
                yield Fault("quantity", f"$.{name}[{place}].quantity", "more than nothing is expected")


def _sensors(body: Body) -> Iterator[Fault]:
    for place, element in enumerate(body.get("sensorElementList", ())):
        at, common = f"$.sensorElementList[{place}]", element.get("sensorMetadata", {})
        yield from _span(common, f"{at}.sensorMetadata")
        for row, report in enumerate(element["sensorReport"]):
            path = f"{at}.sensorReport[{row}]"
            for name in ONE_PLACE:
                if name in common and name in report:
                    yield Fault("sensor_twice", f"{path}.{name}", "said of all readings already")
            yield from _unit(report, path)


def _span(common: Body, path: str) -> Iterator[Fault]:
    try:
        if "startTime" in common and "endTime" in common and micros(common["startTime"]) > micros(common["endTime"]):
            yield Fault("sensor_span", f"{path}.endTime", "before startTime")
    except ValueError:
        return  # no such time, which `real_time` has said


def _unit(report: Body, path: str) -> Iterator[Fault]:
    kind = words.MEASUREMENT.bare(report["type"])
    measured = any(name in report for name in READINGS)
    if "uom" not in report:
        if measured and kind in words.MEASUREMENTS and kind not in WITHOUT_UNIT:
            yield Fault("sensor_unit", f"{path}.uom", "missing")
    elif not units.fits(kind, report["uom"]):
        yield Fault("sensor_unit", f"{path}.uom", f"{report['uom']} is no unit of {kind}")


def _opposite(body: Body) -> Iterator[Fault]:
    both: Any = body.get("persistentDisposition")
    if both is None:
        return
    bare = words.DISPOSITION.bare
    if {bare(word) for word in both.get("set", ())} & {bare(word) for word in both.get("unset", ())}:
        yield Fault("opposite", "$.persistentDisposition", "the same disposition set and unset")


def _own_correction(body: Body) -> Iterator[Fault]:
    if "errorDeclaration" not in body:
        return
    if body.get("eventID") in body["errorDeclaration"].get("correctiveEventIDs", ()):
        yield Fault("own_correction", "$.errorDeclaration.correctiveEventIDs", "the event corrects itself")


RULES = Looks(
    Look(_event_time),
    Look(_other_times, MORE_TIMES),
    Look(_parent, kinds=frozenset({"AggregationEvent"})),
    Look(_something, kinds=frozenset({"ObjectEvent", "TransactionEvent"})),
    Look(_things, frozenset(THINGS)),
    Look(_parent_name, frozenset({"parentID"})),
    Look(_place_names, frozenset(PLACES)),
    Look(_listed_names, frozenset(name for name, _ in LISTED)),
    Look(_cycle, frozenset({"parentID", "outputEPCList"})),
    Look(_kinds, frozenset(KINDS)),
    Look(_sensors, frozenset({"sensorElementList"})),
    Look(_opposite, frozenset({"persistentDisposition"})),
    Look(_own_correction, frozenset({"errorDeclaration"})),
)
