"""Who sees what: those who take part in it, and the office; what partners told, everybody."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.exchange import queries as events
from lilian.parcels.values import Receiver
from lilian.retelling import actions
from tests.api.work import work_off
from tests.epcis.examples import an_event
from tests.exchange.conftest import Partner, partner_for
from tests.parcels.despatch import SENT, Despatch, the_despatch

HOUR = timedelta(hours=1)
__all__ = ["partner_for"]


@pytest.fixture
def despatch(db: None) -> Despatch:
    """A parcel for Hai's shop is on its way, and all is told."""
    made = the_despatch()
    made.send(made.boxes[0], receiver=Receiver(made.boxing.goods.shop.pk))
    actions.retell(now=SENT + HOUR)
    return made


def steps(actor: Actor, **asked: Any) -> set[str]:
    found = events.events(actor, asked, size=100).events
    return {one.body["bizStep"] for one in found}


def test_a_shop_sees_what_was_sent_to_it_and_not_where_it_came_from(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    assert steps(goods.actor(Role.SELLER, goods.shop)) == {"shipping", "packing"}
    everything = {"receiving", "creating_class_instance", "packing", "commissioning", "shipping"}
    assert steps(goods.actor(Role.COOP_MANAGER)) == everything
    assert steps(goods.actor()) == everything


def test_what_is_not_seen_is_not_listed_not_counted_and_not_found(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    shop, office = goods.actor(Role.SELLER, goods.shop), goods.actor()
    boxes = [events.listed(actor, "epcs", size=100, after=None)[0] for actor in (shop, office)]
    assert [len(found) for found in boxes] == [2, 4]  # the shop's parcel and its one box; three boxes in all
    other = next(iter(set(boxes[1]) - set(boxes[0])))
    assert (events.is_known(shop, "epcs", other), events.is_known(office, "epcs", other)) == (False, True)
    assert len(events.events(shop, {"maxEventCount": 3}, size=9).events) == 3
    with pytest.raises(events.TooLargeAnswer):
        events.events(office, {"maxEventCount": 3}, size=9)


def test_over_the_door_it_is_the_same(despatch: Despatch, partner_for: Any) -> None:
    shop: Partner = partner_for(Role.SELLER, "HAI")
    stranger: Partner = partner_for(Role.SELLER, "OTHER")
    assert len(shop.ids()) == 3
    assert stranger.ids() == []
    stranger.capture(an_event())
    assert (len(stranger.ids()), len(shop.ids())) == (1, 4)
    [ours, *_] = [event_id for event_id in shop.ids() if event_id.startswith("ni:")]
    path = "/events/" + quote(ours, safe="")
    assert (stranger.get(path).status_code, shop.get(path).status_code) == (404, 200)


def test_a_subscriber_is_told_what_its_organisation_sees(
    despatch: Despatch, partner_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lilian.base import outside
    from lilian.exchange.actions import delivering

    sent: list[dict[str, Any]] = []

    def post(_dest: str, text: bytes, _headers: Any, _allowed: Any) -> outside.Reply:
        sent.extend(json.loads(text)["epcisBody"]["queryResults"]["resultsBody"]["eventList"])
        return outside.Reply(204)

    monkeypatch.setattr(outside, "post", post)
    shop: Partner = partner_for(Role.SELLER, "HAI")
    assert shop.call("POST", "/queries", json.dumps({"name": "all", "query": {}}).encode()).status_code == 201
    asked = {"dest": "https://shop.example/hook", "stream": True, "initialRecordTime": "2026-01-01T00:00:00Z"}
    answer = shop.call("POST", "/queries/all/subscriptions", json.dumps(asked).encode())
    assert answer.status_code == 201, answer.content
    delivering.start_due(now=SENT + HOUR)
    work_off()
    assert {body["bizStep"] for body in sent} == {"shipping", "packing"}
