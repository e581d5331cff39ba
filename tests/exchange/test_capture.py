"""Documents taken over: jobs, both behaviours, limits, duplicates, corrections."""

from typing import Any

import pytest
from django.test import override_settings

from lilian.base.policy import Role
from lilian.epcis import documents
from lilian.epcis.xml import reading, writing
from lilian.exchange.models import Capture, Event, EventItem, Item, Mark
from tests.api.work import work_off
from tests.epcis.examples import a_document, an_event
from tests.exchange.conftest import Partner, events_of

pytestmark = pytest.mark.django_db


def events(number: int, **changes: Any) -> list[dict[str, Any]]:
    return [
        an_event(eventID=f"urn:e:{place}", epcList=[f"urn:epc:id:sgtin:6901234.012345.{place}"], **changes)
        for place in range(number)
    ]


def test_a_document_is_captured_and_its_events_found(shop: Partner) -> None:
    state = shop.capture(*events(3))
    assert (state["running"], state["success"], state["errors"]) == (False, True, [])
    assert shop.ids() == ["urn:e:0", "urn:e:1", "urn:e:2"]


def test_it_is_202_with_an_address_and_looks_at_nothing_yet(shop: Partner) -> None:
    answer = shop.call("POST", "/capture", b'{"is": "no document"}')
    assert answer.status_code == 202
    assert shop.get(answer["Location"].partition("/epcis")[2]).json()["running"] is True


@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
def test_what_is_neither_json_nor_xml_is_refused_at_once(shop: Partner, kind: str) -> None:
    answer = shop.call("POST", "/capture", b"no document", kind)
    assert (answer.status_code, answer.json()["type"]) == (400, "epcisException:ValidationException")
    assert not Capture.objects.exists()


def test_a_query_document_and_xml_are_captured_too(shop: Partner) -> None:
    body = {"queryResults": {"queryName": "q", "resultsBody": {"eventList": events(1)}}}
    whole = a_document(type="EPCISQueryDocument", epcisBody=body)
    assert shop.call("POST", "/capture", whole).status_code == 202
    xml = writing.document(events(2)[1:], {}, created="2026-09-18T09:00:00Z")
    assert shop.call("POST", "/capture", xml, "application/xml").status_code == 202
    shop.capture()
    assert shop.ids() == ["urn:e:0", "urn:e:1"]


def test_rollback_leaves_nothing(shop: Partner) -> None:
    before = [model.objects.count() for model in (Event, EventItem, Item, Mark)]
    state = shop.capture(*events(3), an_event(eventID="urn:e:bad", epcList=[]))
    assert (state["success"], state["errors"][0]["title"]) == (False, "something: $.epcList")
    assert [model.objects.count() for model in (Event, EventItem, Item, Mark)] == before


def test_a_duplicate_rolls_the_whole_document_back(shop: Partner) -> None:
    shop.capture(*events(1))
    state = shop.capture(*events(3))
    assert (state["success"], len(shop.ids())) == (False, 1)
    assert Item.objects.filter(uri__endswith="/21/2").count() == 0


def test_proceed_keeps_the_good_ones(shop: Partner) -> None:
    shop.capture(*events(1))
    bad = an_event(eventID="urn:e:bad", epcList=[])
    state = shop.capture(bad, *events(3), GS1_Capture_Error_Behaviour="proceed")
    assert (state["success"], len(state["errors"]), state["captureErrorBehaviour"]) == (False, 2, "proceed")
    assert shop.ids() == ["urn:e:0", "urn:e:1", "urn:e:2"]


def test_an_error_declaration_takes_an_event_back_under_its_own_id(shop: Partner) -> None:
    shop.capture(*events(1))
    declared = {"declarationTime": "2026-09-19T00:00:00Z", "reason": "incorrect_data"}
    assert shop.capture(*events(1, errorDeclaration=declared))["success"]
    assert shop.ids() == ["urn:e:0", "urn:e:0"]
    assert len(shop.ids(EXISTS_errorDeclaration="")) == 1
    assert len(shop.ids(EQ_errorReason="incorrect_data", GE_errorDeclaration_Time="2026-09-18T00:00:00Z")) == 1
    assert shop.capture(*events(1))["success"] is False


RIGHT = ["urn:e:right-1", "urn:e:right-2"]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_declaration_names_what_is_right_instead(shop: Partner, form: str) -> None:
    declared = {"declarationTime": "2026-09-19T00:00:00.000Z", "reason": "incorrect_data", "correctiveEventIDs": RIGHT}
    shop.capture(*events(2))
    wrong = events(1, errorDeclaration=declared)
    if form == "json":
        assert shop.capture(*wrong)["success"]
    else:
        text = writing.document(wrong, {}, created="2026-09-19T00:00:00Z", words=writing.as_urn)
        assert shop.call("POST", "/capture", text, "application/xml").status_code == 202
        work_off()
    assert shop.capture(an_event(eventID=RIGHT[1]))["success"]  # which comes later, as it may
    for asked in ([RIGHT[0]], RIGHT, ["urn:e:none", RIGHT[1]]):
        assert shop.ids(EQ_correctiveEventID="|".join(asked)) == ["urn:e:0"]
    assert shop.ids(EQ_correctiveEventID="urn:e:none") == []
    found = shop.get("/events", {"EQ_correctiveEventID": RIGHT[1]})
    assert events_of(found)[0]["errorDeclaration"] == declared
    as_xml = shop.get("/events", {"EQ_correctiveEventID": RIGHT[1]}, Accept="application/xml")
    assert reading.read(as_xml.content).bodies[0]["errorDeclaration"] == declared


@pytest.mark.parametrize("wrong", ["no URI", "urn:e:0", "urn:e:" + "x" * 500])
def test_what_names_no_event_that_can_be_corrects_nothing(shop: Partner, wrong: str) -> None:
    shop.capture(*events(1))
    declared = {"declarationTime": "2026-09-19T00:00:00Z", "correctiveEventIDs": [wrong]}
    assert shop.capture(*events(1, errorDeclaration=declared))["success"] is False
    assert shop.ids(EXISTS_errorDeclaration="") == []


def test_an_event_without_an_id_gets_one_and_record_time_is_ours(shop: Partner) -> None:
    shop.capture(an_event(eventID=None, recordTime="2020-01-01T00:00:00Z"))
    [body] = events_of(shop.get("/events"))
    assert body["eventID"].startswith("urn:uuid:")
    assert body["recordTime"] > "2026" or body["recordTime"] > "2025"


@override_settings(EPCIS_CAPTURE_LIMIT=2)
def test_exactly_the_limit_is_taken_and_one_more_is_not(shop: Partner) -> None:
    assert shop.capture(*events(3))["success"] is False
    assert shop.ids() == []
    assert shop.capture(*events(2))["success"] is True


@override_settings(EPCIS_CAPTURE_BYTES=100)
def test_too_many_bytes_are_413(shop: Partner) -> None:
    answer = shop.call("POST", "/capture", b"x" * 101)
    assert answer.status_code == 413
    assert answer.json()["type"] == "epcisException:CaptureLimitExceededException"


@pytest.mark.parametrize(("kind", "status"), [("text/plain", 415), ("", 415), ("application/ld+json", 202)])
def test_the_form_must_be_known(shop: Partner, kind: str, status: int) -> None:
    assert shop.call("POST", "/capture", a_document(an_event()), kind).status_code == status


def test_one_event_at_once(shop: Partner) -> None:
    bare = documents.loaded(a_document())["@context"]
    body = writing_json(an_event(eventID="urn:e:1") | {"@context": bare})
    answer = shop.call("POST", "/events", body)
    assert (answer.status_code, answer["Location"].endswith("/epcis/events/urn:e:1")) == (201, True)
    assert shop.call("POST", "/events", body).status_code == 409
    assert shop.get("/events/urn:e:1").status_code == 200
    assert shop.call("POST", "/events", writing_json({"type": "ObjectEvent"})).status_code == 400


def writing_json(body: Any) -> bytes:
    import json

    return json.dumps(body).encode()


def test_a_foreign_capture_is_not_there(shop: Partner, partner_for: Any) -> None:
    location = shop.call("POST", "/capture", a_document())["Location"].partition("/epcis")[2]
    other = partner_for(Role.SELLER, "HZS-02")
    assert other.get(location).status_code == 404
    assert other.get("/capture").json() == []
    assert len(shop.get("/capture").json()) == 1


def test_a_retry_after_a_crash_stores_nothing_twice(shop: Partner) -> None:
    from django.utils import timezone

    from lilian.exchange.actions import taking_in

    shop.call("POST", "/capture", a_document(*[body | {"eventID": None} for body in []], an_event(eventID=None)))
    capture = Capture.objects.get()
    for _ in range(2):
        taken = taking_in.taken_in(Capture.objects.get(pk=capture.pk), now=timezone.now())
        assert (taken.stored, taken.wrong) == (0, []) or taken.stored == 1
    assert Event.objects.count() == Event.objects.values("event_id").distinct().count()


def test_master_data_in_the_header_is_kept(shop: Partner) -> None:
    vocabulary = {
        "type": "urn:epcglobal:epcis:vtype:BusinessLocation",
        "vocabularyElementList": [
            {
                "id": "urn:epc:id:sgln:6901234.00002.0",
                "attributes": [{"id": "ext:kind", "attribute": "store"}],
                "children": ["urn:epc:id:sgln:6901234.00001.0"],
            }
        ],
    }
    header = {"epcisMasterData": {"vocabularyList": [vocabulary]}}
    shop.call("POST", "/capture", a_document(*events(2), epcisHeader=header))
    shop.capture(an_event(eventID="urn:e:far", readPoint={"id": "urn:a:far"}))
    assert shop.ids(WD_readPoint="urn:epc:id:sgln:6901234.00002.0") == ["urn:e:0", "urn:e:1"]
    assert shop.ids(EQ_readPoint="urn:epc:id:sgln:6901234.00002.0") == []
    assert shop.ids(HASATTR_bizLocation="ext:kind") == []
