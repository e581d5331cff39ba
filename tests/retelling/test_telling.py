"""Told once and by what was known then: late entries, faults in between, stays in rooms, ids that somebody took."""

import json
from datetime import timedelta
from typing import Any

import pytest

from lilian.base.actors import system
from lilian.epcis import documents
from lilian.exchange import actions as exchange
from lilian.exchange import queries as events
from lilian.exchange.models import Event
from lilian.retelling import actions
from lilian.retelling.actions import retelling
from lilian.retelling.models import Progress, Retold
from lilian.retelling.queries import drafting, naming
from lilian.stock import actions as stock
from lilian.stock.models import Entry
from lilian.stock.values import Outgoing, Transfer
from lilian.storage.models import Reading, Room, Store
from tests.again import again
from tests.epcis.examples import a_document
from tests.retelling import oracle
from tests.stock.goods import KG, NOW, TODAY, Goods, at, received, sorted_out, the_goods

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def goods(db: None) -> Goods:
    return again(the_goods)


def told(goods: Goods, hours: int = 1, **kind: Any) -> list[dict[str, Any]]:
    actions.retell(now=NOW + hours * HOUR)
    assert list(oracle.differences()) == []
    return [json.loads(text) for text in Event.objects.filter(**kind).order_by("seq").values_list("body", flat=True)]


def move(goods: Goods, lot: int, weight_g: int, key: str, days: int = 0, **said: Any) -> int:
    where = {"of": goods.point, "to": goods.room} | said
    transfer = Transfer(at(lot, where["of"], weight_g), where["to"])
    now, day = NOW + days * DAY, TODAY + days * DAY
    return stock.move(
        actor=goods.actor(), transfers=[transfer], day=where.get("day", day), client_key=key, now=now
    ).entry_id


def test_a_late_entry_keeps_its_day_and_is_recorded_later(goods: Goods) -> None:
    lot = received(goods)
    told(goods)
    move(goods, lot, 10 * KG, "late", days=3, day=TODAY)
    [body] = told(goods, hours=80, biz_step="storing")
    assert (body["eventTime"], body["eventTimeZoneOffset"]) == ("2026-09-18T15:59:59.999Z", "+08:00")
    last = Event.objects.latest("seq")
    assert last.record_time > last.event_time


def test_what_is_reversed_is_declared_and_stays_to_be_read(goods: Goods) -> None:
    lot = received(goods)
    wrong = move(goods, lot, 10 * KG, "wrong")
    [first] = told(goods, biz_step="storing")
    said = {"day": TODAY, "reason": "记错了", "client_key": "x"}
    stock.reverse(actor=goods.actor(), entry_id=wrong, now=NOW + HOUR, **said)
    again, declared = told(goods, hours=2, biz_step="storing")
    assert again == first
    assert declared == first | {
        "errorDeclaration": {"declarationTime": "2026-09-18T05:00:00.000Z", "reason": "did_not_occur"}
    }


def test_an_entry_and_what_takes_it_back_may_be_told_together(goods: Goods) -> None:
    wrong = move(goods, received(goods), 10 * KG, "wrong")
    stock.reverse(actor=goods.actor(), entry_id=wrong, reason="错", client_key="x", day=TODAY, now=NOW)
    first, declared = told(goods, biz_step="storing")
    assert declared["eventID"] == first["eventID"]
    assert "errorDeclaration" in declared


@pytest.fixture
def room(goods: Goods) -> Room:
    from lilian.members.models import Place

    place = Place.objects.create(code="P1", name="库", kind="store", lat=36.7, lon=110.9, organisation=goods.coop)
    said = {"intake_g_per_day": 100 * KG, "fee_fen_per_tonne_month": 1_000}
    store = Store.objects.create(code="S1", name="库", organisation=goods.coop, place=place, **said)
    return Room.objects.create(store=store, code="1", volume_l=1_000, capacity_g=100 * KG, location_id=goods.room)


def read(room: Room, hours: int, temperature_mc: int, humidity_pm: int | None = None, *, written: int = 0) -> None:
    moment = NOW + hours * HOUR
    Reading.objects.create(
        room=room,
        at=moment,
        temperature_mc=temperature_mc,
        humidity_pm=humidity_pm,
        written_at=moment + written * HOUR,
    )


def test_what_leaves_a_room_says_how_it_was_kept(goods: Goods, room: Room) -> None:
    lot = received(goods)
    move(goods, lot, 100 * KG, "in")
    read(room, -1, 9_000, 100)  # before it came
    for hours, temperature_mc, humidity_pm in ((1, -500, 900), (2, 500, None), (3, 1_500, 950)):
        read(room, hours, temperature_mc, humidity_pm)
    read(room, 4, 40_000, written=48)  # not known yet when it left
    move(goods, lot, 40 * KG, "out", days=1, of=goods.room, to=goods.far_room)
    kept = [body for body in told(goods, 30, biz_step="storing") if "sensorElementList" in body]
    [body] = kept
    assert body["quantityList"] == [{"epcClass": f"https://lilian.invalid/lots/{_code(lot)}"}]
    assert body["sensorElementList"] == [
        {
            "sensorMetadata": {"startTime": "2026-09-18T04:00:00.000Z", "endTime": "2026-09-19T04:00:00.000Z"},
            "sensorReport": [
                {"type": "Temperature", "minValue": -0.5, "maxValue": 1.5, "meanValue": 0.5, "uom": "CEL"},
                {"type": "RelativeHumidity", "minValue": 90.0, "maxValue": 95.0, "meanValue": 92.5, "uom": "P1"},
            ],
        }
    ]
    found = events.answered(system("test"), events.asked({"GE_maxValue_KEL": 274.0}), size=10)
    assert [one.body["eventID"] for one in found.events] == [body["eventID"]]


def test_a_stay_begins_where_nothing_lay(goods: Goods, room: Room) -> None:
    lot = received(goods)
    move(goods, lot, 100 * KG, "in")
    move(goods, lot, 100 * KG, "out", of=goods.room, to=goods.point)
    move(goods, lot, 50 * KG, "again", days=1)
    for hours, temperature_mc in ((1, 9_000), (25, 1_000)):
        read(room, hours, temperature_mc)
    outgoing = Outgoing((at(lot, goods.room, 50 * KG),), TODAY + 2 * DAY)
    stock.ship(actor=goods.actor(), outgoing=outgoing, client_key="sold", now=NOW + 2 * DAY)
    [body] = [one for one in told(goods, 60, biz_step="storing") if "sensorElementList" in one]
    assert body["sensorElementList"][0]["sensorReport"][0]["maxValue"] == 1.0


def _code(lot: int) -> str:
    from lilian.stock.models import Lot

    return Lot.objects.get(pk=lot).code


class Struck(Exception):
    pass


@pytest.mark.parametrize("place", ["_write_down", "RETOLD.write"])
def test_a_fault_in_between_tells_nothing_twice_and_leaves_nothing_out(
    goods: Goods, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    lot = received(goods)
    told(goods)
    move(goods, lot, 10 * KG, "m")

    def strike(*_: Any) -> None:
        raise Struck

    with monkeypatch.context() as change:
        change.setattr(f"lilian.retelling.actions.retelling.{place}", strike)
        with pytest.raises(Struck):
            actions.retell(now=NOW)
    assert Event.objects.count() == Retold.objects.count() == 1
    told(goods)
    assert Event.objects.count() == Retold.objects.count() == 2


def test_who_was_overtaken_tells_nothing(goods: Goods, monkeypatch: pytest.MonkeyPatch) -> None:
    received(goods)
    ready = exchange.own_ready

    def overtaken(*said: Any) -> Any:
        found = ready(*said)
        with monkeypatch.context() as change:
            change.setattr(retelling.exchange, "own_ready", ready)
            assert retelling._batch(NOW)[1] == 1
        return found

    monkeypatch.setattr(retelling.exchange, "own_ready", overtaken)
    assert retelling._batch(NOW) == (0, 0)
    assert Event.objects.count() == 1


def test_made_again_from_the_journal_every_event_is_the_same(goods: Goods, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retelling, "BATCH", 2)
    lots = [received(goods, key=f"r{number}") for number in range(4)]
    move(goods, lots[0], 60 * KG, "m")
    stock.reverse(
        actor=goods.actor(), entry_id=move(goods, lots[1], KG, "w"), reason="错", client_key="x", day=TODAY, now=NOW
    )
    sorted_out(goods, [at(lots[2], goods.point, 50 * KG)], [("first", 30 * KG), ("second", 15 * KG)])
    told(goods)
    again = drafting.made(drafting.waiting(0, 1_000), naming.namings())
    made = [body["eventID"] for one in again for body in retelling.identified(one)]
    assert made == list(Event.objects.filter(declared_at=None).order_by("seq").values_list("event_id", flat=True))
    assert Progress.objects.get().number == again[-1].number


def test_nobody_keeps_an_event_of_ours_out(goods: Goods, monkeypatch: pytest.MonkeyPatch) -> None:
    """A partner who guesses what we are about to tell cannot take its id."""
    lot = received(goods)
    told(goods)
    entry = move(goods, lot, 10 * KG, "m")
    [one] = [each for each in drafting.made(drafting.waiting(1, 10), naming.namings()) if each.ref == entry]
    [body] = retelling.identified(one)
    exchange.tell_event(actor=system("test"), document=documents.read(a_document(body)), now=NOW)
    told(goods)
    ours = Retold.objects.get(ref=entry, about="entry")
    assert Event.objects.get(pk=ours.pk).event_id.startswith("urn:uuid:")
    assert Entry.objects.count() == Retold.objects.count() == 2
