"""Answers sent on: signed, once, in halves where too large, by the clock, and never into the inner network."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from lilian.exchange import actions
from lilian.exchange.actions import delivering, outside
from lilian.exchange.models import Subscription
from lilian.exchange.rules import schedule
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


@pytest.mark.parametrize(
    "dest",
    [
        *("http://partner.example/", "ftp://partner.example/", "https://me:pw@partner.example/", "https://"),
        *("https://partner.example:22/", "https://partner.example:99999/", "nonsense"),
    ],
)
def test_an_address_that_is_not_plainly_https_is_refused(dest: str) -> None:
    with pytest.raises(outside.Refused):
        outside.checked(dest)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "255.255.255.255"),
    ],
)
def test_the_inner_network_is_never_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not outside.is_outside(address)
    good = (2, 1, 6, "", ("8.8.8.8", 443))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [good, (2, 1, 6, "", (address, 443))])
    with pytest.raises(outside.Refused):
        outside.resolved(outside.checked("https://partner.example/"))


def test_the_outside_may_be_called_and_a_place_may_name_who() -> None:
    assert outside.is_outside("8.8.8.8")
    assert outside.is_outside("2606:4700:4700::1111")
    with override_settings(EPCIS_HOSTS=["partner.example"]):
        assert outside.checked("https://partner.example/x").hostname == "partner.example"
        with pytest.raises(outside.Refused):
            outside.checked("https://other.example/x")


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
