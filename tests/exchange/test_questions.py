"""Every kind of parameter against a reading of the bodies themselves; units; extensions; what TCR-53 asks for."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lilian.base.actors import system
from lilian.epcis import documents
from lilian.epcis.identifiers import canonical
from lilian.epcis.times import micros
from lilian.epcis.units import normal
from lilian.exchange import queries
from lilian.exchange.actions.storing import context_id, store
from lilian.exchange.models import Event
from lilian.exchange.rules.preparing import prepared
from tests.epcis.examples import a_document, an_event
from tests.exchange.conftest import Partner

pytestmark = pytest.mark.django_db
ME = system("test")
BOXES = [f"urn:epc:id:sgtin:6901234.012345.{n}" for n in range(4)]
PLACES = [f"urn:epc:id:sgln:6901234.0000{n}.0" for n in range(3)]
STEPS, ACTIONS = ("shipping", "receiving", "https://steps.example/x"), ("ADD", "OBSERVE", "DELETE")
TIMES = [f"2026-09-1{n}T08:00:00.000Z" for n in range(6)]

bodies = st.builds(
    lambda boxes, place, step, action, when, order, warm, brix: an_event(
        epcList=boxes,
        readPoint={"id": place},
        bizStep=step,
        action=action,
        eventTime=when,
        bizTransactionList=[{"type": "po", "bizTransaction": order}] if order else None,
        sensorElementList=[{"sensorReport": [{"type": "Temperature", "value": warm, "uom": "CEL"}]}] if warm else None,
        **({"ext:brix": brix} if brix else {}),
    ),
    st.lists(st.sampled_from(BOXES), min_size=1, max_size=3, unique=True),
    st.sampled_from(PLACES),
    st.sampled_from(STEPS),
    st.sampled_from(ACTIONS),
    st.sampled_from(TIMES),
    st.sampled_from(["", "urn:o:1", "urn:o:2"]),
    st.sampled_from([0, 1, 4.5, 30]),
    st.sampled_from([0, 12, 13.5]),
)


def warmth(body: dict[str, Any]) -> float | None:
    elements = body.get("sensorElementList")
    return normal(elements[0]["sensorReport"][0]["value"], "CEL")[1] if elements else None


# A parameter, and the same said of a body in plain Python.
ASKED: list[tuple[str, Any, Any]] = [
    *[("MATCH_epc", [canonical(box)], lambda b, box=box: box in b["epcList"]) for box in BOXES[:2]],
    ("MATCH_anyEPC", BOXES[1:3], lambda b: bool({*BOXES[1:3]} & {*b["epcList"]})),
    ("MATCH_epc", ["https://id.gs1.org/01/06901234123456"], lambda _b: True),
    ("MATCH_parentID", BOXES[:1], lambda _b: False),
    ("EQ_readPoint", PLACES[:2], lambda b: b["readPoint"]["id"] in PLACES[:2]),
    ("EQ_bizStep", ["shipping"], lambda b: b["bizStep"] == "shipping"),
    ("EQ_bizStep", ["https://steps.example/x"], lambda b: b["bizStep"] == "https://steps.example/x"),
    ("EQ_action", ["ADD", "DELETE"], lambda b: b["action"] != "OBSERVE"),
    ("GE_eventTime", TIMES[2], lambda b: micros(b["eventTime"]) >= micros(TIMES[2])),
    ("LT_eventTime", TIMES[4], lambda b: micros(b["eventTime"]) < micros(TIMES[4])),
    (
        "EQ_bizTransaction_po",
        ["urn:o:1"],
        lambda b: b.get("bizTransactionList", [{}])[0].get("bizTransaction") == "urn:o:1",
    ),
    ("EXISTS_sensorElementList", "", lambda b: warmth(b) is not None),
    ("EQ_type", ["gs1:Temperature"], lambda b: warmth(b) is not None),
    ("GE_value_KEL", 277.65, lambda b: (warmth(b) or 0) >= 277.65),
    ("LT_value_FAH", 80, lambda b: warmth(b) is not None and warmth(b) < normal(80, "FAH")[1]),
    ("EQ_value_CEL", [4.5], lambda b: warmth(b) == normal(4.5, "CEL")[1]),
    ("GT_ext:brix", 12, lambda b: b.get("ext:brix", 0) > 12),
    ("EQ_ext:brix", ["12"], lambda b: b.get("ext:brix") == 12),
    ("EXISTS_ext:brix", "", lambda b: "ext:brix" in b),
    ("eventType", ["AggregationEvent"], lambda _b: False),
]


def kept(found: list[dict[str, Any]]) -> None:
    document = documents.read(a_document(*found))
    ready = [prepared(place, body, document.prefixes, key="k") for place, body in enumerate(document.bodies)]
    store(events=ready, capture_id=None, context=context_id(document.context), now=timezone.now())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    found=st.lists(bodies, min_size=1, max_size=12),
    luck=st.lists(st.integers(0, len(ASKED) - 1), min_size=14, max_size=14),
)
def test_every_question_finds_what_a_reading_of_the_bodies_finds(
    db: None, found: list[dict[str, Any]], luck: list[int]
) -> None:
    first = Event.objects.count()
    numbered = [body | {"eventID": f"urn:e:{first + place}"} for place, body in enumerate(found)]
    kept(numbered)
    mine = {body["eventID"]: body for body in numbered}
    for one, other in zip(luck[::2], luck[1::2], strict=True):
        pair = {ASKED[one][0]: ASKED[one][1], ASKED[other][0]: ASKED[other][1]}
        fits = [row for row in (ASKED[one], ASKED[other]) if pair[row[0]] == row[1]]
        wanted = {key for key, body in mine.items() if all(row[2](body) for row in fits)}
        page = queries.events(ME, pair, size=1_000, prefixes={"ext": "https://ext.example.org/"})
        answered = [event.body["eventID"] for event in page.events if event.body["eventID"] in mine]
        assert (sorted(answered), len(answered)) == (sorted(wanted), len(set(answered))), pair


SENSED = an_event(
    eventID="urn:e:sensed",
    sensorElementList=[
        {
            "sensorMetadata": {"startTime": "2026-09-17T00:00:00Z", "endTime": "2026-09-17T06:00:00Z", "ext:box": "a"},
            "sensorReport": [
                {
                    "type": "Temperature",
                    "value": 25,
                    "minValue": 20,
                    "maxValue": 30,
                    "meanValue": 24,
                    "uom": "CEL",
                    "sDev": 0.5,
                    "percRank": 50,
                    "percValue": 25,
                    "deviceID": "urn:d:1",
                    "booleanValue": True,
                    "stringValue": "ok",
                    "hexBinaryValue": "f0",
                    "uriValue": "urn:v:1",
                    "ext:n": "7",
                }
            ],
            "ext:row": {"ext:tree": "b"},
        }
    ],
)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"EXISTS_sensorElement": ""}, True),
        ({"GE_startTime": "2026-09-17T00:00:00Z", "LT_startTime": "2026-09-17T01:00:00Z"}, True),
        ({"LT_endTime": "2026-09-17T06:00:00Z"}, False),
        ({"EQ_deviceID": "urn:d:1"}, True),
        ({"EQ_booleanValue": "true"}, True),
        ({"EQ_stringValue": "no|ok"}, True),
        ({"EQ_hexBinaryValue": "f0"}, True),
        ({"EQ_uriValue": "urn:v:2"}, False),
        ({"GE_minValue_CEL": "20", "LT_maxValue_KEL": "303.16"}, True),
        ({"LT_meanValue_CEL": "24"}, False),
        ({"LE_sDev_KEL": "0.5"}, True),
        ({"GE_percRank": "50", "LT_percValue_FAH": "77.1"}, True),
        ({"EQ_type": "gs1:Temperature", "GE_value_KEL": "298.16"}, False),
        ({"EQ_type": "gs1:Temperature", "GE_value_KEL": "298.15"}, True),
        ({"EQ_SENSORMETADATA_ext:box": "a"}, True),
        ({"GT_SENSORREPORT_ext:n": "6"}, True),
        ({"EQ_INNER_SENSORELEMENT_ext:tree": "b"}, True),
        ({"EXISTS_SENSORELEMENT_ext:row": ""}, True),
    ],
)
def test_sensors_are_asked_as_the_conformance_draft_does(shop: Partner, asked: dict[str, str], fits: bool) -> None:
    assert shop.capture(SENSED, an_event(eventID="urn:e:bare"))["success"]
    assert shop.ids(**asked) == (["urn:e:sensed"] if fits else [])


@pytest.mark.parametrize("name", ["urn:epc:id:sgtin:6901234.012345.7", "https://id.gs1.org/01/06901234123456/21/7"])
def test_touching_finds_a_thing_whatever_it_is_called(name: str) -> None:
    kept([an_event()])
    assert [touch.identifier for touch in queries.touching([name, "urn:none"])] == [name]
