"""The table of stores: new ones with rooms and place, changes, every bad cell named, all of it taken back."""

from typing import Any

import pytest

from lilian.base import imports
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.members.models import Person, Place, Township
from lilian.storage import actions, queries
from lilian.storage.actions.row_faults import RowsRefused
from lilian.storage.actions.store_rooms import RoomUsed
from lilian.storage.actions.store_rows import StoreUsed
from lilian.storage.models import Store, UnplannedArrival
from lilian.storage.sheets.rooms import RoomTwice, UnreadableRoom, room_text, rooms_of
from tests.storage.stores import NOW, TONNE, County, report, the_county

pytestmark = pytest.mark.django_db


def row(code: str = "Y9", **changes: Any) -> dict[str, Any]:
    said = {
        "code": code, "name": f"{code}恒温库", "town": None, "lon": 110.95, "lat": 36.75, "volume_m3": None,
        "capacity_g": 100 * TONNE, "stock_g": 0, "accepts": ("玉露香梨",), "intake_g_per_day": 20 * TONNE,
        "temperature_c": 0.5, "fee_fen_per_tonne_month": 4_000, "keeper": None, "organisation": "C-Y1",
        "place": None, "rooms": ("1号库 60吨 520m³", "2号库 40吨"), "opening_hours": None,
    }  # fmt: skip
    return {**said, **changes}


def taken_in(county: County, *rows: dict[str, Any]) -> int:
    lin = county.actor(Role.OFFICE)
    return actions.import_rows(actor=lin, table="stores", rows=rows, file_name="库.xlsx", file_digest="d", now=NOW)


def refused(county: County, *rows: dict[str, Any]) -> set[tuple[str, str, str]]:
    with pytest.raises(RowsRefused) as caught:
        taken_in(county, *rows)
    return {(fault.key, fault.column, fault.refusal.code) for fault in caught.value.faults}


def undone(batch: int) -> None:
    imports.undo(actor=system("Lin"), batch_id=batch, now=NOW)


def rooms(code: str) -> list[tuple[str, int, int]]:
    found = Store.objects.get(code=code).rooms.order_by("code")
    return [(room.code, room.capacity_g // TONNE, room.volume_l) for room in found]


def unchanged(county: County) -> list[dict[str, Any]]:
    return list(queries.store_rows(county.actor(Role.OFFICE), now=NOW))


def test_a_new_store_comes_with_its_rooms_at_a_new_point() -> None:
    county = the_county()
    Township.objects.create(code="141031100", name="龙泉镇")
    Person.objects.create(code="R1", name="郭守库", organisation=county.store.organisation)
    taken_in(county, row(town="龙泉镇", keeper="郭守库", opening_hours="7:00–22:00"))
    made = Store.objects.get(code="Y9")
    assert rooms("Y9") == [("1号库", 60, 520_000), ("2号库", 40, 0)]
    assert (made.organisation_id, made.place.lat, str(made.place.township), made.keeper.name) == (
        county.store.organisation_id,
        36.75,
        "龙泉镇",
        "郭守库",
    )


def test_a_new_store_may_stand_at_a_place_of_the_register_and_have_one_room() -> None:
    county = the_county()
    owner = county.other.organisation
    Place.objects.create(code="D7", name="七号点", kind="store", lat=36.6, lon=110.9, organisation=owner)
    taken_in(county, row(place="D7", organisation=None, rooms=None, volume_m3=870.0))
    assert (Store.objects.get(code="Y9").organisation_id, rooms("Y9")) == (owner.pk, [("1", 100, 870_000)])


def test_every_cell_that_cannot_be_taken_is_named() -> None:
    county = the_county()
    assert refused(
        county,
        row("N1", organisation="无此社", accepts=("红富士",), town="无此镇", keeper="无此人"),
        row("N2", place="NONE", organisation=None),
        row("N3", rooms=("1号库 六十",)),
        row("N4", rooms=("1号库 60吨", "2号库 50吨")),
        row("N5", place="Y1"),
        row("Y1", lat=36.9, lon=110.9, organisation=None, rooms=("1 60吨", "3 40吨")),
    ) == {
        ("N1", "organisation", "storage.unknown_owner"),
        ("N1", "accepts", "storage.unknown_variety"),
        ("N1", "town", "members.township_unknown"),
        ("N1", "keeper", "storage.unknown_grower"),
        ("N2", "place", "storage.unknown_store_place"),
        ("N2", "code", "storage.no_owner"),
        ("N3", "rooms", "storage.unreadable_room"),
        ("N4", "rooms", "storage.rooms_do_not_sum"),
        ("N5", "place", "storage.place_taken"),
        ("Y1", "lon", "storage.store_moved"),
        ("Y1", "rooms", "storage.room_left_out"),
    }
    assert Store.objects.count() == 2


def test_rooms_are_changed_and_added_and_go_back() -> None:
    county = the_county()
    said = {**unchanged(county)[0], "capacity_g": 130 * TONNE, "rooms": ("1 60吨", "2 50吨", "3 20吨 170m³")}
    batch = taken_in(county, said)
    assert rooms("Y1") == [("1", 60, 521_400), ("2", 50, 347_600), ("3", 20, 170_000)]
    undone(batch)
    assert rooms("Y1") == [("1", 60, 521_400), ("2", 40, 347_600)]


@pytest.mark.parametrize(
    "changes", [{"fee_fen_per_tonne_month": 5_500}, {"rooms": ("1 60吨", "2 50吨"), "capacity_g": 110 * TONNE}]
)
def test_a_store_changed_again_since_is_not_put_back_over_it(changes: dict[str, Any]) -> None:
    county = the_county()
    batch = taken_in(county, {**unchanged(county)[0], **changes})
    Store.objects.filter(code="Y1").update(fee_fen_per_tonne_month=6_000)
    Store.objects.get(code="Y1").rooms.filter(code="2").update(capacity_g=45 * TONNE)
    with pytest.raises(imports.ChangedSince):
        undone(batch)
    assert rooms("Y1")[1][1] == 45


def test_a_capacity_alone_is_not_shared_among_several_rooms_by_guess() -> None:
    county = the_county()
    said = {**unchanged(county)[0], "capacity_g": 130 * TONNE, "rooms": None}
    assert refused(county, said) == {("Y1", "capacity_g", "storage.rooms_do_not_sum")}


def test_a_new_store_goes_with_its_rooms_and_its_place() -> None:
    county = the_county()
    undone(taken_in(county, row()))
    assert (Store.objects.count(), Place.objects.filter(code="Y9").exists()) == (2, False)


def test_a_store_that_was_reported_stays() -> None:
    county = the_county()
    batch = taken_in(county, row())
    report(Store.objects.get(code="Y9").rooms.first(), 5)
    with pytest.raises(RoomUsed):
        undone(batch)


def test_a_store_into_which_fruit_came_stays_whole() -> None:
    county = the_county()
    batch = taken_in(county, row())
    UnplannedArrival.objects.create(
        store=Store.objects.get(code="Y9"),
        variety=county.variety,
        weight_g=TONNE,
        at=NOW,
        reporter="郭",
        client_key="u",
    )
    with pytest.raises(StoreUsed):
        undone(batch)
    assert len(rooms("Y9")) == 2


@pytest.mark.parametrize(
    "text", ["1号库 60吨 520m³", "1号库：60吨 520立方米", "1号库 60 520m3", "1号库 120000斤 520方"]
)
def test_a_room_is_written_as_people_write_it(text: str) -> None:
    (said,) = rooms_of((text,)).values()
    assert (said.code, said.capacity_g, said.volume_l) == ("1号库", 60 * TONNE, 520_000)
    assert rooms_of((room_text(said.code, said.capacity_g, 520_000),))["1号库"] == said


@pytest.mark.parametrize("text", ["1号库", "60吨", "1号库 0吨", "1号库 -5吨", "1号库 6.0.1吨", ""])
def test_what_is_no_room_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRoom):
        rooms_of((text,))


def test_a_room_stands_once() -> None:
    with pytest.raises(RoomTwice):
        rooms_of(("1号库 60吨", "1号库 40吨"))
