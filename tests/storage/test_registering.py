"""Stores, rooms, lots and terms are registered by those who may, and only as they can be."""

from dataclasses import replace
from datetime import date

import pytest

from lilian.base import imports
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.members.models import Place
from lilian.storage import actions, queries
from lilian.storage.actions import lots, stores, terms
from lilian.storage.models import PendingLot, Store
from lilian.storage.sheets.bounds import shipped_bounds
from lilian.storage.values import LotDraft, LotStatus, RoomDraft, StoreDraft, TermsDraft
from tests.storage.stores import NOW, TODAY, TONNE, County, events, expected, lot, plan, the_county

pytestmark = pytest.mark.django_db


def store_draft(county: County, **changes: object) -> StoreDraft:
    owner = county.store.organisation
    place = Place.objects.create(code="Y3", name="Y3", kind="store", lat=36.9, lon=110.9, organisation=owner)
    said = StoreDraft("Y3", "三号库", owner.pk, place.pk, (county.variety.pk,), 20 * TONNE, 4_000, 0)
    return replace(said, **changes)  # type: ignore[arg-type]


def test_a_store_is_registered_with_its_rooms() -> None:
    county = the_county()
    lin = county.actor(Role.OFFICE)
    made = actions.add_store(actor=lin, draft=store_draft(county), now=NOW)
    actions.add_room(actor=lin, store_id=made, draft=RoomDraft("1", 500_000, 60 * TONNE), now=NOW)
    card = queries.store_card(lin, made, now=NOW)
    assert (card.name, card.capacity_g, card.accepts) == ("三号库", 60 * TONNE, ("玉露香梨",))
    assert (events("store_added"), events("room_added")) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": "Y1"}, stores.CodeTaken),
        ({"variety_ids": ()}, stores.NoVariety),
        ({"intake_g_per_day": -1}, stores.BadAmount),
        ({"fee_fen_per_tonne_month": -1}, stores.BadAmount),
    ],
)
def test_a_store_that_cannot_be_is_refused(changes: dict[str, object], refusal: type[Exception]) -> None:
    county = the_county()
    with pytest.raises(refusal):
        actions.add_store(actor=county.actor(Role.OFFICE), draft=store_draft(county, **changes), now=NOW)


def test_one_place_has_one_store() -> None:
    county = the_county()
    draft = store_draft(county, place_id=county.store.place_id)
    with pytest.raises(stores.PlaceTaken):
        actions.add_store(actor=county.actor(Role.OFFICE), draft=draft, now=NOW)


def test_a_store_is_changed_with_what_it_was_on_record() -> None:
    county = the_county()
    lin = county.actor(Role.OFFICE)
    made = actions.add_store(actor=lin, draft=(draft := store_draft(county)), now=NOW)
    actions.change_store(actor=lin, store_id=made, draft=replace(draft, name="新三号库"), now=NOW)
    assert (Store.objects.get(pk=made).name, events("store_changed")) == ("新三号库", 1)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (RoomDraft("1", 1, 1), stores.CodeTaken),
        (RoomDraft("9", 1, 0), stores.BadAmount),
        (RoomDraft("9", -1, 1), stores.BadAmount),
    ],
)
def test_a_room_that_cannot_be_is_refused(draft: RoomDraft, refusal: type[Exception]) -> None:
    county = the_county()
    with pytest.raises(refusal):
        actions.add_room(actor=county.actor(Role.OFFICE), store_id=county.store.pk, draft=draft, now=NOW)


def test_a_store_is_closed_once_and_opened_once() -> None:
    county = the_county()
    said = {"actor": county.actor(Role.OFFICE), "store_id": county.store.pk, "now": NOW}
    actions.close_store(reason="检修", **said)
    with pytest.raises(stores.AlreadyClosed):
        actions.close_store(reason="检修", **said)
    actions.reopen_store(**said)
    with pytest.raises(stores.NotClosed):
        actions.reopen_store(**said)
    assert (events("store_closed"), events("store_reopened")) == (1, 1)


def test_a_keeper_registers_no_store() -> None:
    county = the_county()
    with pytest.raises(NotAllowed):
        actions.add_store(actor=county.actor(Role.KEEPER), draft=store_draft(county), now=NOW)


def test_a_store_that_is_not_there_is_not_closed() -> None:
    with pytest.raises(NotFound):
        actions.close_store(actor=the_county().actor(Role.OFFICE), store_id=9_999, reason="检修", now=NOW)


def lot_draft(county: County, **changes: object) -> LotDraft:
    home = county.store.organisation_id
    said = LotDraft("P1", home, county.variety.pk, "一级", 10 * TONNE, TODAY, 36.71, 110.91)
    return replace(said, **changes)  # type: ignore[arg-type]


def add(county: County, role: Role = Role.COOP_MANAGER, **changes: object) -> PendingLot:
    draft = lot_draft(county, **changes)
    return PendingLot.objects.get(pk=actions.add_lot(actor=county.actor(role), draft=draft, now=NOW))


def test_a_co_op_registers_fruit_that_waits() -> None:
    assert add(the_county()).status == LotStatus.WAITING
    assert events("lot_added") == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"weight_g": 0}, lots.NoWeight),
        ({"weight_g": shipped_bounds().heaviest_lot_g + 1}, lots.TooHeavy),
        ({"lat": 110.9, "lon": 36.7}, lots.NoSuchPoint),
    ],
)
def test_a_lot_that_cannot_be_is_refused(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        add(the_county(), **changes)


def test_a_lots_code_is_its_own() -> None:
    county = the_county()
    add(county)
    with pytest.raises(lots.LotCodeTaken):
        add(county)


def test_guo_registers_nothing_for_qiaos_co_op() -> None:
    county = the_county()
    with pytest.raises(NotFound):
        add(county, organisation_id=county.other.organisation_id)


def test_a_waiting_lot_is_changed_and_cancelled() -> None:
    county = the_county()
    one, manager = add(county), county.actor(Role.COOP_MANAGER)
    actions.change_lot(actor=manager, lot_id=one.pk, draft=lot_draft(county, weight_g=8 * TONNE), now=NOW)
    actions.cancel_lot(actor=manager, lot_id=one.pk, reason="已卖", now=NOW)
    one.refresh_from_db()
    assert (one.weight_g, one.status) == (8 * TONNE, LotStatus.CANCELLED)
    assert (events("lot_changed"), events("lot_cancelled")) == (1, 1)


@pytest.mark.parametrize("status", ["planned", "arrived", "cancelled"])
def test_a_lot_that_no_longer_waits_is_left_alone(status: str) -> None:
    county = the_county()
    one = add(county)
    PendingLot.objects.update(status=status)
    manager = county.actor(Role.COOP_MANAGER)
    with pytest.raises(lots.NotWaiting):
        actions.change_lot(actor=manager, lot_id=one.pk, draft=lot_draft(county), now=NOW)
    with pytest.raises(lots.NotWaiting):
        actions.cancel_lot(actor=manager, lot_id=one.pk, reason="已卖", now=NOW)


def test_terms_begin_on_a_day_once() -> None:
    lin = the_county().actor(Role.OFFICE)
    draft = TermsDraft(date(2026, 8, 1), 3, 90, 1_800, 1.4, 32, 250, 4, 1.5, "试")
    actions.publish_terms(actor=lin, draft=draft, now=NOW)
    with pytest.raises(terms.TermsTaken):
        actions.publish_terms(actor=lin, draft=draft, now=NOW)
    assert events("terms_published") == 1


def rows(*codes: str) -> list[dict[str, object]]:
    return [
        {"code": code, "point": "梅家庄", "village": None, "lat": 36.7, "lon": 110.9, "variety": "玉露香梨",
         "grade": "一级", "weight_g": 5 * TONNE, "harvest_date": TODAY, "note": None}
        for code in codes
    ]  # fmt: skip


def taken_in(county: County, *codes: str) -> int:
    owner = county.store.organisation
    said = {"kind": "collection_point", "name": "梅家庄", "lat": 36.7, "lon": 110.9, "organisation": owner}
    Place.objects.get_or_create(code="M1", defaults=said)
    lin, table = county.actor(Role.OFFICE), rows(*codes)
    return actions.import_rows(actor=lin, table="lots", rows=table, file_name="批次.xlsx", file_digest="d", now=NOW)


def undone(batch: int) -> None:
    imports.undo(actor=system("Lin"), batch_id=batch, now=NOW)


def test_lots_come_from_a_table_and_go_with_it() -> None:
    county = the_county()
    batch = taken_in(county, "P1", "P2")
    assert PendingLot.objects.filter(status="waiting").count() == 2
    undone(batch)
    assert not PendingLot.objects.exists()


def test_a_lot_that_a_plan_once_had_is_cancelled_not_forgotten() -> None:
    county = the_county()
    batch = taken_in(county, "P1", "P2")
    line = expected(plan("withdrawn"), county.store)
    type(line).objects.filter(pk=line.pk).update(lot=PendingLot.objects.get(code="P1"), is_cancelled=True)
    undone(batch)
    assert dict(PendingLot.objects.values_list("code", "status")) == {"P1": "cancelled"}


def test_a_table_is_not_taken_back_from_under_a_plan() -> None:
    county = the_county()
    batch = taken_in(county, "P1")
    PendingLot.objects.update(status="planned")
    with pytest.raises(lots.NotWaiting):
        undone(batch)


def taken_in_again(county: County, weight_g: int) -> int:
    """The lot P1 is there; the file says another weight of it."""
    taken_in(county, "P1")
    table = [row | {"weight_g": weight_g} for row in rows("P1")]
    lin = county.actor(Role.OFFICE)
    return actions.import_rows(actor=lin, table="lots", rows=table, file_name="再来.xlsx", file_digest="e", now=NOW)


def test_a_changed_lot_stands_as_before_the_import() -> None:
    county = the_county()
    undone(taken_in_again(county, 7 * TONNE))
    assert PendingLot.objects.get().weight_g == 5 * TONNE


def test_a_lot_changed_again_since_is_not_put_back_over_it() -> None:
    county = the_county()
    batch = taken_in_again(county, 7 * TONNE)
    PendingLot.objects.update(weight_g=8 * TONNE)
    with pytest.raises(imports.ChangedSince):
        undone(batch)
    assert PendingLot.objects.get().weight_g == 8 * TONNE


def test_a_co_op_sees_its_own_lots() -> None:
    county = the_county()
    lot(county)
    PendingLot.objects.create(
        code="Q1", organisation=county.other.organisation, lat=36.8, lon=110.9, variety=county.variety,
        grade="一级", weight_g=TONNE, harvest_date=TODAY,
    )  # fmt: skip
    assert [one.code for one in queries.lots(county.actor(Role.COOP_MANAGER))] == ["P1"]
