"""Discovery, negotiation, formats, errors, lists, pages, named queries."""

from typing import Any

import pytest
from django.test import Client, override_settings

from lilian.api.epcis.resources import ASKED, TOP
from lilian.base.policy import Role
from lilian.epcis import checks
from lilian.epcis.xml import reading
from tests.epcis.examples import an_event
from tests.exchange.conftest import Partner, events_of

pytestmark = pytest.mark.django_db
URN, LINK = "urn:epc:id:sgtin:6901234.012345.7", "https://id.gs1.org/01/06901234123456/21/7"
DISCOVERED = (
    *("Allow", "GS1-EPCIS-Version", "GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Version", "GS1-CBV-Min", "GS1-CBV-Max"),
    *("GS1-EPC-Format", "GS1-CBV-XML-Format", "GS1-Extensions", "GS1-Vendor-Version"),
)
EVERYWHERE = [
    *("/", "/capture", "/capture/x", "/events", "/events/urn:x", "/queries", "/queries/q", "/queries/q/events"),
    *("/queries/q/subscriptions", *(f"/{kind}{more}" for kind in ASKED for more in ("", "/urn:x", "/urn:x/events"))),
]


def test_every_address_tells_what_it_can(shop: Partner) -> None:
    for path in EVERYWHERE:
        answer = shop.call("OPTIONS", path)
        assert (answer.status_code, [name for name in DISCOVERED if name not in answer]) == (204, []), path


def test_capture_tells_its_limits(shop: Partner) -> None:
    answer = shop.call("OPTIONS", "/capture")
    assert answer["GS1-EPCIS-Capture-Limit"] == "20000"
    assert answer["GS1-EPCIS-Capture-File-Size-Limit"] == str(20 * 1024 * 1024)
    assert answer["GS1-Capture-Error-Behaviour"] == "all"


def test_the_top_lists_nine(shop: Partner) -> None:
    answer = shop.get("/").json()
    assert (answer["type"], set(answer["member"])) == ("Collection", set(TOP))
    assert len(TOP) == 9


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"GS1_EPCIS_Min": "2.0"}, 200),
        ({"GS1_EPCIS_Min": "1.2", "GS1_EPCIS_Max": "2.1"}, 200),
        ({"GS1_EPCIS_Min": "2.1"}, 406),
        ({"GS1_EPCIS_Max": "1.2"}, 406),
        ({"GS1_CBV_Max": "1.2.0"}, 406),
        ({"GS1_EPCIS_Min": "two"}, 406),
        ({"GS1_EPC_Format": "Sometimes"}, 406),
        ({"Accept": "text/html"}, 406),
        ({"Accept": "application/xml"}, 200),
    ],
)
def test_versions_and_forms_are_negotiated(shop: Partner, headers: dict[str, str], status: int) -> None:
    answer = shop.get("/events", **headers)
    assert answer.status_code == status
    if status == 406:
        assert answer.json()["type"] == "epcisException:NotAcceptableException"


def test_who_is_unknown_or_may_not_is_told_so(partner_for: Any) -> None:
    assert Client().get("/epcis/events").status_code == 401
    assert Client().get("/epcis/events").json()["type"] == "epcisException:SecurityException"
    assert Partner("lilian_wrong").get("/events").status_code == 401
    grower = partner_for(Role.GROWER)
    assert grower.get("/events").status_code == 403
    officer = partner_for(Role.BUREAU_OFFICER)
    assert officer.get("/events").status_code == 200
    assert officer.call("POST", "/capture", b"{}").status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events/urn:none", 404),
        ("/epcs/urn:none", 404),
        ("/bizSteps/shipping", 200),
        ("/bizSteps/dancing", 404),
        ("/queries/none", 404),
        ("/capture/none", 404),
        ("/nonsense", 404),
        ("/events?EQ_colour=red", 400),
        ("/events?EQ_action=JUMP", 400),
        ("/events?GE_eventTime=yesterday", 400),
        ("/events?perPage=0", 400),
        ("/events?nextPageToken=forged", 400),
        ("/events?eventCountLimit=5", 400),
        ("/events?eventCountLimit=5&maxEventCount=5&orderBy=eventTime", 400),
        ("/events?MATCH_epc=" + "x" * 17_000, 414),
    ],
)
def test_each_error_has_its_name(shop: Partner, path: str, status: int) -> None:
    answer = shop.call("GET", path)
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["type"].startswith("epcisException:")
        assert answer["Content-Type"] == "application/problem+json"


def test_a_wrong_method_is_told_the_right_ones(shop: Partner) -> None:
    answer = shop.call("DELETE", "/events")
    assert (answer.status_code, answer["Allow"]) == (405, "OPTIONS, GET, POST")
    assert shop.call("DELETE", "/nextPageToken/x").status_code == 501


def test_a_problem_comes_as_xml_for_who_reads_xml(shop: Partner) -> None:
    answer = shop.get("/events/urn:none", Accept="application/xml")
    assert answer["Content-Type"] == "application/problem+xml"
    assert b"NoSuchNameException" in answer.content


@pytest.mark.parametrize(
    ("wish", "said"),
    [("", LINK), ("No_Preference", LINK), ("Always_GS1_Digital_Link", LINK), ("Always_EPC_URN", URN)],
)
def test_identifiers_come_as_wished(shop: Partner, wish: str, said: str) -> None:
    shop.capture(an_event(epcList=[LINK]), an_event(eventID="urn:e:2", epcList=[URN]))
    headers = {"GS1_EPC_Format": wish} if wish else {}
    found = events_of(shop.get("/events", **headers))
    assert [body["epcList"] for body in found] == [[said], [said]]


def test_never_translates_gives_each_as_it_came(shop: Partner) -> None:
    shop.capture(an_event(epcList=[LINK]), an_event(eventID="urn:e:2", epcList=[URN]))
    found = events_of(shop.get("/events", GS1_EPC_Format="Never_Translates"))
    assert {body["epcList"][0] for body in found} == {LINK, URN}


def test_the_answer_is_valid_in_both_forms(shop: Partner) -> None:
    shop.capture(an_event(**{"ext:n": 1}))
    for kind in ("application/json", "application/xml"):
        answer = shop.get("/events", Accept=kind)
        bodies = reading.read(answer.content).bodies if "xml" in kind else events_of(answer)
        assert [checks.faults(body) for body in bodies] == [[]]
        assert "ext:n" in bodies[0]


@pytest.mark.parametrize("kind", sorted(ASKED))
def test_each_list_leads_to_its_events(shop: Partner, kind: str) -> None:
    shop.capture(an_event(bizLocation={"id": "urn:epc:id:sgln:6901234.00002.0"}))
    names = shop.get(f"/{kind}", {"perPage": "100"}).json()["member"]
    found = [name for name in names if shop.ids(f"/{kind}/{name}/events")]
    assert len(found) == 1
    assert shop.get(f"/{kind}/{found[0]}").json()["member"] == ["events"]


def test_a_thing_is_found_by_its_urn_and_by_its_link(shop: Partner) -> None:
    shop.capture(an_event())
    for name in (URN, LINK, "https%3A%2F%2Fid.gs1.org%2F01%2F06901234123456%2F21%2F7"):
        assert len(shop.ids(f"/epcs/{name}/events")) == 1


def pages(shop: Partner, path: str) -> list[list[str]]:
    found = []
    while path:
        answer = shop.call("GET", path)
        assert answer.status_code == 200, answer.content
        found.append([body["eventID"] for body in events_of(answer)])
        path = answer["Link"].partition("/epcis")[2].partition(">")[0] if "Link" in answer else ""
    return found


def several(first: int, last: int) -> list[dict[str, Any]]:
    return [an_event(eventID=f"urn:e:{n:03}", eventTime=f"2026-09-18T08:{n % 60:02}:00Z") for n in range(first, last)]


def test_pages_stay_whole_while_events_come_in(shop: Partner) -> None:
    shop.capture(*several(10, 50))
    answer = shop.get("/events", {"perPage": "15"})
    seen = [body["eventID"] for body in events_of(answer)]
    shop.capture(*several(0, 5), *several(50, 55))
    rest = pages(shop, answer["Link"].partition("/epcis")[2].partition(">")[0])
    seen += [one for page in rest for one in page]
    expected = [f"urn:e:{n:03}" for n in range(10, 50)]
    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in expected] == expected


def test_the_last_page_has_no_link_not_even_a_full_one(shop: Partner) -> None:
    shop.capture(*several(0, 20))
    assert [len(page) for page in pages(shop, "/events?perPage=10")] == [10, 10]
    assert len(pages(shop, "/events")[0]) == 20


def test_order_and_limits(shop: Partner) -> None:
    shop.capture(*several(0, 10))
    assert shop.ids(orderBy="eventTime", eventCountLimit="3") == ["urn:e:009", "urn:e:008", "urn:e:007"]
    assert shop.ids(orderBy="eventTime", orderDirection="ASC", eventCountLimit="2") == ["urn:e:000", "urn:e:001"]
    limited = pages(shop, "/events?orderBy=eventTime&eventCountLimit=5&perPage=2")
    assert [len(page) for page in limited] == [2, 2, 1]
    assert len(shop.ids(maxEventCount="10")) == 10
    answer = shop.get("/events", {"maxEventCount": "9"})
    assert (answer.status_code, answer.json()["type"]) == (413, "epcisException:QueryTooLargeException")


@override_settings(EPCIS_PAGE_LIMIT=5)
def test_a_page_is_no_longer_than_the_server_allows(shop: Partner) -> None:
    shop.capture(*several(0, 7))
    assert [len(page) for page in pages(shop, "/events?perPage=100")] == [5, 2]


def test_a_named_query(shop: Partner, partner_for: Any) -> None:
    shop.capture(*several(0, 3), an_event(eventID="urn:e:in", bizStep="receiving"))
    body = b'{"name": "arrivals", "query": {"EQ_bizStep": ["receiving"]}}'
    answer = shop.call("POST", "/queries", body)
    assert (answer.status_code, answer["Location"].endswith("/epcis/queries/arrivals")) == (201, True)
    assert shop.call("POST", "/queries", body).status_code == 409
    assert shop.get("/queries").json() == [{"name": "arrivals", "query": {"EQ_bizStep": ["receiving"]}}]
    assert shop.ids("/queries/arrivals/events") == ["urn:e:in"]
    assert shop.get("/queries/arrivals/events", {"EQ_bizStep": "shipping"}).status_code == 400
    assert shop.get("/queries/arrivals/events", Upgrade="websocket").status_code == 501
    assert partner_for(Role.SELLER, "HZS-02").call("DELETE", "/queries/arrivals").status_code == 404
    assert shop.call("DELETE", "/queries/arrivals").status_code == 204
    assert shop.get("/queries/arrivals").status_code == 404


@pytest.mark.parametrize(
    "body", [b"{}", b'{"name": "a/b", "query": {}}', b'{"name": "q", "query": {"colour": 1}}', b"no"]
)
def test_a_wrong_query_is_not_kept(shop: Partner, body: bytes) -> None:
    assert shop.call("POST", "/queries", body).status_code == 400
    assert shop.get("/queries").json() == []
