"""The keeper's pages: what lies where, put away, moved, counted, let out; each once, and nobody else's."""

import pytest
from django.utils import timezone

from lilian.keeping.models import CountSheet, PutAway
from lilian.stock.models import Entry
from lilian.storage import actions as storage
from tests.storage import stores
from tests.web.keeping_site import ACTOR, KEY, Keeping, stock_tonnes
from tests.web.stores_site import TONNE, lot

pytestmark = pytest.mark.django_db
FORMS = ("put-away", "move", "count", "release")


@pytest.fixture
def kept() -> Keeping:
    return Keeping()


def address(kept: Keeping, act: str = "") -> str:
    return f"/keeping/rooms/{kept.room.pk}/{act}" + ("/" if act else "")


def test_the_list_shows_each_room_and_whose_fruit_lies_there(kept: Keeping) -> None:
    kept.put()
    page = kept.client().get("/keeping/").content.decode()
    assert "乔家合作社" in page
    assert "10" in page
    assert "2号库" in page


def test_many_stores_come_a_dozen_a_page_and_are_found_by_name(kept: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lilian.web.keeping.views.rooms.STORES_A_PAGE", 1)
    lin = kept.client("lin")
    first, second = (lin.get(f"/keeping/?page={page}").context["listing"].page[0].name for page in (1, 2))
    assert first != second
    assert [door.name for door in lin.get("/keeping/", {"q": second}).context["listing"].page] == [second]
    assert "没有叫这个名字的冷库" in lin.get("/keeping/?q=zzz").content.decode()


def test_a_keeper_without_rooms_is_told_what_will_be_here(kept: Keeping) -> None:
    page = kept.client("guo").get("/keeping/")
    assert page.status_code == 200
    kept.site.store.rooms.all().delete()
    assert "您名下还没有库房" in kept.client().get("/keeping/").content.decode()


def test_the_room_shows_its_lots_and_what_was_done(kept: Keeping) -> None:
    made = kept.put()
    page = kept.client().get(address(kept)).content.decode()
    assert made.lot.code in page
    assert "账上的数" in page


def test_fruit_somebody_brought_is_put_away_once(kept: Keeping) -> None:
    said = {
        "weight": "3.5", "owner": "C2", "variety": str(kept.site.variety.pk), "grade": "一级", "maturity": "right",
        "idempotency_key": KEY,
    }  # fmt: skip
    for _ in range(2):
        assert kept.client().post(address(kept, "put-away"), said).status_code == 302
    assert (PutAway.objects.get().weight_g, stock_tonnes(kept.room)) == (3_500_000, 3.5)


def test_a_load_is_put_away_with_its_weight_standing_there(kept: Keeping) -> None:
    line = stores.expected(stores.plan(), kept.site.store)
    line.lot = None
    line.save()
    stores.arrival(line, 10, "came")
    arrival = line.arrivals.get()
    page = kept.client().get(f"{address(kept, 'put-away')}?arrival={arrival.pk}")
    assert 'value="10"' in page.content.decode()


def test_what_is_refused_is_said_in_place(kept: Keeping) -> None:
    said = {"weight": "900", "owner": "C2", "variety": str(kept.site.variety.pk), "maturity": "right"}
    answer = kept.client().post(address(kept, "put-away"), said)
    assert (answer.status_code, answer.context["told"].code[0]) == (422, "K")


def test_a_lot_is_moved_to_the_other_room(kept: Keeping) -> None:
    lot = kept.put().lot_id
    said = {"lot": lot, "weight": "4", "to": kept.second.pk, "idempotency_key": KEY}
    assert kept.client().post(address(kept, "move"), said).status_code == 302
    assert (stock_tonnes(kept.room), stock_tonnes(kept.second)) == (6, 4)


def test_without_a_weight_the_whole_lot_moves(kept: Keeping) -> None:
    lot = kept.put().lot_id
    kept.client().post(address(kept, "move"), {"lot": lot, "to": kept.second.pk})
    assert stock_tonnes(kept.second) == 10


def test_a_count_posts_what_differs(kept: Keeping) -> None:
    lot = kept.put().lot_id
    said = {f"found-{lot}": "9.8", f"why-{lot}": "drying"}
    assert kept.client().post(address(kept, "count"), said).status_code == 302
    assert (CountSheet.objects.count(), stock_tonnes(kept.room)) == (1, 9.8)


def test_a_difference_without_a_reason_is_asked_for(kept: Keeping) -> None:
    lot = kept.put().lot_id
    answer = kept.client().post(address(kept, "count"), {f"found-{lot}": "9"})
    assert (answer.status_code, CountSheet.objects.count()) == (422, 0)
    assert "请选原因" in answer.content.decode()


def test_an_empty_count_is_refused(kept: Keeping) -> None:
    kept.put()
    assert kept.client().post(address(kept, "count"), {}).status_code == 422


def test_what_is_let_out_is_gone(kept: Keeping) -> None:
    lot = kept.put().lot_id
    said = {f"lot-{lot}": "2.5", "to": "货主自提"}
    assert kept.client().post(address(kept, "release"), said).status_code == 302
    assert (stock_tonnes(kept.room), Entry.objects.get(kind="ship").note) == (7.5, "货主自提")


def test_a_manager_takes_a_wrong_put_away_back_once(kept: Keeping) -> None:
    made = kept.put()
    back = f"{address(kept, 'put-away')}{made.pk}/take-back/"
    assert kept.client("guo").post(back, {"reason": "放错了"}).status_code == 302
    assert stock_tonnes(kept.room) == 0
    assert kept.client("guo").post(back, {"reason": "再来"}).status_code == 409


def test_a_keeper_does_not_take_back(kept: Keeping) -> None:
    assert kept.client().post(f"{address(kept, 'put-away')}{kept.put().pk}/take-back/", {}).status_code == 403


@pytest.mark.parametrize("act", FORMS)
def test_a_neighbour_finds_no_such_room(kept: Keeping, act: str) -> None:
    assert kept.client("neighbour").get(address(kept, act)).status_code == 404


@pytest.mark.parametrize("act", FORMS)
def test_who_only_looks_may_not_act(kept: Keeping, act: str) -> None:
    assert kept.client("officer").get(address(kept, act)).status_code == 403


def test_taking_back_takes_a_form(kept: Keeping) -> None:
    assert kept.client("guo").get(f"{address(kept, 'put-away')}1/take-back/").status_code == 405


def test_an_arrival_goes_into_its_room_as_it_is_written_down(kept: Keeping) -> None:
    line = stores.expected(stores.plan(), kept.site.store)
    line.lot = lot(kept.site, "P1", kept.site.cast.coop, 10)
    line.save()
    said = {"weight": "10", "room": kept.room.pk, "idempotency_key": KEY}
    assert kept.client().post(f"/plans/arrivals/{line.pk}/", said).status_code == 302
    assert stock_tonnes(kept.room) == 10
    back = kept.client().post(f"/plans/arrivals/taken-back/{line.arrivals.get().pk}/", {})
    assert (back.status_code, line.arrivals.count()) == (409, 1)


def test_a_load_that_waits_is_a_thing_to_do(kept: Keeping) -> None:
    line = stores.expected(stores.plan(), kept.site.store)
    said = {"weight_g": 10 * TONNE, "client_key": "w", "actor": ACTOR, "now": timezone.now()}
    storage.record_arrival(expected_id=line.pk, **said)
    assert "车果还没有入库房" in kept.client().get("/").content.decode()
    assert "P1" in kept.client().get("/keeping/waiting/").content.decode()
