"""The rules no schema catches: each breaks alone, and each is named."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lilian.epcis import checks, rules
from tests.epcis import examples
from tests.epcis.examples import an_event

BOX, OTHER = "urn:epc:id:sgtin:6901234.012345.7", "urn:epc:id:sgtin:6901234.012345.8"
PALLET = "urn:epc:id:sscc:6901234.0000000001"
LOT = {"epcClass": "urn:epc:class:lgtin:6901234.012345.P-1", "quantity": 200, "uom": "KGM"}


def sensed(report: dict[str, Any], **metadata: Any) -> list[dict[str, Any]]:
    return [{"sensorMetadata": metadata, "sensorReport": [report]}]


def packed(**changes: Any) -> dict[str, Any]:
    aggregation = {"type": "AggregationEvent", "epcList": None, "parentID": PALLET, "childEPCs": [BOX], "action": "ADD"}
    return an_event(**aggregation | changes)


def sorted_out(**changes: Any) -> dict[str, Any]:
    bare = {"type": "TransformationEvent", "epcList": None, "action": None}
    return an_event(**bare | {"inputEPCList": [BOX], "outputEPCList": [OTHER]} | changes)


WARM = {"type": "Temperature", "value": 1.5, "uom": "CEL"}
BACKWARDS = {"startTime": "2026-09-17T08:00:00Z", "endTime": "2026-09-17T07:00:00Z"}
LATER = "2026-09-18T09:00:00Z"
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("real_time", an_event(eventTime="2026-02-30T08:00:00Z")),
    ("parent", packed(parentID=None)),
    ("parent", packed(parentID=None, action="DELETE")),
    ("something", an_event(epcList=[])),
    ("identifier", an_event(epcList=["https://id.gs1.org/01/06901234123450/21/7"])),
    ("identifier", an_event(epcList=["https://shop.example.org/x/01/06901234123450/21/7"])),
    ("identifier", an_event(epcList=["urn:epc:id:sgtin:6901234.12345.7"])),
    ("identifier", an_event(readPoint={"id": "https://id.gs1.org/414/6901234000010"})),
    ("identifier", packed(parentID="https://id.gs1.org/00/069012340000000011")),
    ("twice", packed(childEPCs=[BOX, BOX])),
    ("twice", an_event(epcList=[BOX, "https://id.gs1.org/01/06901234123456/21/7"])),
    ("cycle", packed(childEPCs=[BOX, PALLET])),
    ("cycle", sorted_out(outputEPCList=[BOX])),
    ("instance", an_event(epcList=["urn:epc:class:lgtin:6901234.012345.P-1"])),
    ("kind", an_event(quantityList=[LOT | {"epcClass": BOX}])),
    ("quantity", an_event(quantityList=[LOT | {"quantity": 0}])),
    ("quantity", an_event(quantityList=[LOT | {"quantity": -1}])),
    ("sensor_span", an_event(sensorElementList=sensed(WARM, **BACKWARDS))),
    ("sensor_after", an_event(sensorElementList=sensed(WARM, time="2026-09-18T00:00:01Z"))),
    ("sensor_twice", an_event(sensorElementList=sensed(WARM | {"deviceID": "urn:d:1"}, deviceID="urn:d:1"))),
    ("sensor_unit", an_event(sensorElementList=sensed({"type": "Temperature", "value": 1.5}))),
    ("sensor_unit", an_event(sensorElementList=sensed(WARM | {"uom": "PAL"}))),
    (
        "opposite",
        an_event(persistentDisposition={"set": ["damaged"], "unset": ["https://ref.gs1.org/cbv/Disp-damaged"]}),
    ),
    (
        "own_correction",
        an_event(errorDeclaration={"declarationTime": LATER, "correctiveEventIDs": [an_event()["eventID"]]}),
    ),
]


@pytest.mark.parametrize(("rule", "body"), BROKEN)
def test_a_broken_rule_is_named(rule: str, body: dict[str, Any]) -> None:
    assert {fault.rule for fault in checks.faults(body)} == {rule}


def test_every_rule_that_has_a_name_is_broken_by_a_test() -> None:
    assert {rule for rule, _ in BROKEN} == rules.NAMED.keys()


@pytest.mark.parametrize(
    "body",
    [
        *(an_event(), packed(), sorted_out(), packed(action="OBSERVE", parentID=None), an_event(quantityList=[LOT])),
        packed(action="DELETE", childEPCs=None),
        an_event(sensorElementList=sensed(WARM, time="2026-09-18T00:00:00Z")),
        an_event(epcList=None, sensorElementList=sensed({"type": "Count", "value": 3})),
        an_event(epcList=["https://example.org/01/about", "urn:x:1", "https://example.org/trees/01/123"]),
        an_event(type="ex:Event", colour={"plain": 1}),
    ],
)
def test_what_is_right_passes(body: dict[str, Any]) -> None:
    assert checks.faults(body) == []


def test_an_association_without_a_parent_or_without_children_is_refused() -> None:
    """TCR-54, steps 3 and 4, which the schema does catch."""
    association = {"type": "AssociationEvent"}
    for wrong in ({"parentID": None}, {"parentID": None, "action": "DELETE"}, {"childEPCs": None}):
        assert checks.faults(packed(**association | wrong))
    assert checks.faults(packed(**association | {"childEPCs": None, "action": "OBSERVE"}))
    assert checks.faults(packed(**association, parentID="urn:epc:id:sgln:6901234.00001.0")) == []


def test_the_examples_refused_beyond_the_schema_are_refused_by_known_rules(shared: Path) -> None:
    """GS1's examples with every field say of one reading again what stands over all: TCR-53, step 29, forbids it."""
    broken: Counter[str] = Counter()
    for path, document in examples.accepted(shared):
        if examples.SIMPLE not in str(path):
            found = {fault.rule for body in document.bodies for fault in checks.faults(body)}
            broken.update(found)
            assert not found or "all_possible_fields" in path.name or "openepcis" in str(path), (path, found)
    assert set(broken) == {"sensor_twice", "sensor_after", "identifier", "sensor_unit"}


def test_rules_look_at_what_json_makes_of_it() -> None:
    body = json.loads(json.dumps(packed(childQuantityList=[LOT, LOT | {"epcClass": "urn:x:1"}])))
    assert checks.faults(body) == []
