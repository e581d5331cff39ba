"""Answers sent on: signed, once, in halves where too large, by the clock, and never into the inner network."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.exchange import actions
from lilian.exchange.actions import delivering
from lilian.exchange.actions.own import own_ready, tell_own
from lilian.exchange.models import Subscription
from lilian.exchange.rules import schedule
from lilian.members.actions.tokens import revoke_token
from lilian.members.models import ApiToken, Organisation
from tests.api.work import work_off
from tests.epcis.examples import an_event
from tests.exchange.conftest import Partner

pytestmark = pytest.mark.django_db


class Receiver(HTTPServer):
    """A partner's server: keeps what it is sent; `most` events at once, `status` for the rest."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.most, self.status = 100, 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def ids(self) -> list[str]:
        return [body["eventID"] for _, text in self.got for body in told(text)]


def told(text: bytes) -> list[dict[str, Any]]:
    return json.loads(text)["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"]))
        status = 413 if len(told(text)) > self.server.most else self.server.status
        if status == 200:
            self.server.got.append((dict(self.headers), text))
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """In silence."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        with override_settings(EPCIS_INNER_HOSTS=["127.0.0.1"]):
            yield server
        server.shutdown()
        thread.join()


def subscribed(shop: Partner, address: str, **more: Any) -> Any:
    shop.call("POST", "/queries", b'{"name": "q", "query": {"EQ_bizStep": ["shipping"]}}')
    body = {"dest": address, "signatureToken": "secret", "stream": True} | more
    said = {name: value for name, value in body.items() if value is not None}
    return shop.call("POST", "/queries/q/subscriptions", json.dumps(said).encode())


def go_round(now: datetime | None = None) -> None:
    actions.start_due(now=now or timezone.now())
    work_off()


def events(first: int, last: int) -> list[dict[str, Any]]:
    return [an_event(eventID=f"urn:e:{number}") for number in range(first, last)]


def test_what_comes_after_is_sent_once_and_signed(shop: Partner, receiver: Receiver) -> None:
    shop.capture(*events(0, 2))
    assert subscribed(shop, receiver.address).status_code == 201
    shop.capture(*events(2, 5), an_event(eventID="urn:e:in", bizStep="receiving"))
    go_round()
    go_round()
    assert receiver.ids() == ["urn:e:2", "urn:e:3", "urn:e:4"]
    headers, text = receiver.got[0]
    assert headers["GS1-Signature"] == delivering.signature("secret", text)


def test_it_begins_where_the_subscriber_says(shop: Partner, receiver: Receiver) -> None:
    shop.capture(*events(0, 2))
    subscribed(shop, receiver.address, initialRecordTime="2020-01-01T00:00:00Z")
    go_round()
    assert receiver.ids() == ["urn:e:0", "urn:e:1"]


def test_what_is_too_large_is_sent_in_halves(shop: Partner, receiver: Receiver) -> None:
    receiver.most = 2
    subscribed(shop, receiver.address)
    shop.capture(*events(0, 5))
    go_round()
    assert receiver.ids() == [f"urn:e:{number}" for number in range(5)]
    assert len(receiver.got) > 2


def test_what_was_not_taken_is_sent_again(shop: Partner, receiver: Receiver) -> None:
    subscribed(shop, receiver.address)
    shop.capture(*events(0, 1))
    receiver.status = 503
    with pytest.raises(delivering.NotTaken):
        delivering.send(Subscription.objects.get(), [], now=timezone.now())
    assert receiver.ids() == []
    receiver.status = 200
    go_round()
    assert receiver.ids() == ["urn:e:0"]


def test_by_the_clock(shop: Partner, receiver: Receiver) -> None:
    clock = {"hour": "1", "minute": "5"}
    assert subscribed(shop, receiver.address, stream=None, schedule=clock, reportIfEmpty=True).status_code == 201
    go_round()
    assert receiver.got == []
    go_round(timezone.now() + timedelta(days=1, minutes=1))
    assert [told(text) for _, text in receiver.got] == [[]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"stream": None},
        {"schedule": {"hour": "1"}},
        {"stream": None, "schedule": {"hour": "25"}},
        {"stream": "yes"},
        {"dest": 1},
    ],
)
def test_both_or_neither_or_nonsense_is_refused(shop: Partner, wrong: dict[str, Any]) -> None:
    answer = subscribed(shop, "https://partner.example/hook", **wrong)
    assert (answer.status_code, answer.json()["type"]) == (400, "epcisException:SubscriptionControlsException")


def test_the_secret_is_never_told_and_the_end_is_the_end(shop: Partner, receiver: Receiver) -> None:
    answer = subscribed(shop, receiver.address)
    path = answer["Location"].partition("/epcis")[2]
    assert "GS1-Query-Min-Record-Time" in shop.call("OPTIONS", path)
    for found in (answer, shop.get(path), shop.get("/queries/q/subscriptions")):
        assert b"secret" not in found.content
    assert shop.call("DELETE", path).status_code == 204
    shop.capture(*events(0, 1))
    go_round()
    assert receiver.got == []


def test_dropping_a_query_ends_its_subscriptions(shop: Partner) -> None:
    subscribed(shop, "https://partner.example/hook")
    assert shop.call("DELETE", "/queries/q").status_code == 204
    assert Subscription.objects.count() == 0


def test_the_deployment_may_name_who_is_told(shop: Partner) -> None:
    with override_settings(EPCIS_HOSTS=["partner.example"]):
        assert subscribed(shop, "https://partner.example/x").status_code == 201
        assert subscribed(shop, "https://other.example/x").status_code == 400


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ({"hour": "1", "minute": "5"}, at(2026, 9, 18, 1, 5), at(2026, 9, 19, 1, 5)),
        ({"minute": "0,30"}, at(2026, 9, 18, 1, 5), at(2026, 9, 18, 1, 30)),
        ({"dayOfWeek": "[1-2]", "hour": "8"}, at(2026, 9, 18, 9), at(2026, 9, 21, 8)),
        ({"month": "2", "dayOfMonth": "29"}, at(2026, 9, 18), at(2028, 2, 29)),
        ({"month": "2", "dayOfMonth": "30"}, at(2026, 9, 18), None),
    ],
)
def test_moments_of_a_schedule(said: dict[str, str], before: datetime, after: datetime | None) -> None:
    assert schedule.next_after(schedule.read(said), before) == after


def test_it_ends_with_the_token_it_was_asked_for_with(shop: Partner, receiver: Receiver) -> None:
    subscribed(shop, receiver.address)
    shop.capture(*events(0, 1))
    go_round()
    token = ApiToken.objects.get()
    revoke_token(actor=system("test"), token_id=token.pk, now=timezone.now())
    sell_again(0, 2)
    go_round()
    assert (receiver.ids(), Subscription.objects.count()) == (["urn:e:0"], 0)
    assert AuditEvent.objects.filter(event="exchange.unsubscribed", data__contains="no right").count() == 1


def test_it_ends_when_its_organisation_leaves(shop: Partner, receiver: Receiver) -> None:
    subscribed(shop, receiver.address)
    Organisation.objects.update(left_on=timezone.localdate() - timedelta(days=1))
    sell_again(0, 1)
    go_round()
    assert (receiver.ids(), Subscription.objects.count()) == ([], 0)


def sell_again(first: int, last: int) -> None:
    """Events that we tell ourselves."""
    ready = own_ready([body | {"eventID": f"urn:own:{body['eventID']}"} for body in events(first, last)], {})
    with transaction.atomic():
        tell_own(ready, {}, now=timezone.now())


def test_others_neither_see_nor_ask_a_named_query(shop: Partner, partner_for: Any) -> None:
    subscribed(shop, "https://partner.example/hook")
    other, watcher = partner_for(Role.SELLER, "HZS-02"), partner_for(Role.AUDITOR)
    for who in (other, watcher):
        assert who.get("/queries").json() == []
        for path in ("/queries/q", "/queries/q/events", "/queries/q/subscriptions"):
            assert who.get(path).status_code in (403, 404)
    assert [found["name"] for found in partner_for(Role.OFFICE).get("/queries").json()] == ["q"]


@pytest.mark.parametrize(
    ("role", "sees", "captures"),
    [
        (Role.OFFICE, True, True),
        (Role.BUREAU_OFFICER, True, False),
        (Role.AUDITOR, True, False),
        (Role.COOP_MANAGER, True, True),
        (Role.SUPPLIER, True, True),
        (Role.GROWER, False, False),
        (Role.DRIVER, False, False),
    ],
)
def test_who_sees_what_another_captured(
    shop: Partner, partner_for: Any, role: Role, sees: bool, captures: bool
) -> None:
    """All who exchange see each other's events; what became of a document is its sender's and the office's."""
    shop.capture(*events(0, 1))
    [job] = shop.get("/capture").json()
    who = partner_for(role, "HZS-02")
    assert (who.get("/events/urn:e:0").status_code == 200) is sees
    assert (who.call("POST", "/capture", b"{}").status_code == 202) is captures
    answer = who.get(f"/capture/{job['captureID']}")
    assert (answer.status_code == 200) is (role is Role.OFFICE)
