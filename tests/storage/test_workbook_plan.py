"""The office's workbook becomes a plan in force."""

from pathlib import Path

import pytest

from lilian.base.policy import Role
from lilian.catalog.models import Variety
from lilian.kernel.refusal import NotAllowed
from lilian.storage import actions, queries
from lilian.storage.actions.adopting import OtherVersionAdopted
from lilian.storage.actions.world import StoresFilled
from lilian.storage.models import ExpectedArrival, PendingLot, Room, StoragePlan, Store
from lilian.storage.sheets import PeakBook, PeakStore, read_peak
from lilian.storage.sheets.peak import HasProblems
from lilian.storage.values import PlanStatus
from tests.storage import stores
from tests.storage.stores import NOW, County, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def book(shared: Path) -> PeakBook:
    return read_peak(shared / "data" / "peak-days.xlsx")


def solved(county: County, book: PeakBook) -> StoragePlan:
    lin = county.actor(Role.OFFICE)
    made = actions.start_workbook_plan(actor=lin, book=book, title="九月十四日晚", now=NOW)
    work_off()
    return queries.plan(lin, made)


def adopt(county: County, plan: StoragePlan) -> None:
    actions.adopt_plan(actor=county.actor(Role.OFFICE), plan_id=plan.pk, now=NOW)


def registered(county: County, said: PeakStore, *, name: str = "", lat: float | None = None) -> Store:
    """A store of the register under the code of the workbook's."""
    made = stores.store(said.code, lat or said.lat, county.variety)
    type(made.place).objects.filter(pk=made.place_id).update(lon=said.lon)
    Store.objects.filter(pk=made.pk).update(name=name or said.name, intake_g_per_day=said.intake_g_per_day)
    for variety in said.accepts:
        made.accepts.add(Variety.objects.get_or_create(name=variety, defaults={"code": f"v{len(variety)}"})[0])
    return made


def roomy(store: Store, said: PeakStore, stock: int = 0) -> Room:
    place = stores.room(store, "1", said.capacity_g // stores.TONNE + 1)
    stores.report(place, stock)
    return place


def busiest(book: PeakBook, plan: StoragePlan) -> PeakStore:
    code = queries.documents(plan).plan.assignments[0].store
    return next(store for store in book.stores if store.code == code)


@pytest.mark.slow
def test_the_workbook_becomes_lines_for_the_office_to_tick_off(book: PeakBook) -> None:
    county = stores.the_county()
    plan = solved(county, book)
    adopt(county, plan)
    lin = county.actor(Role.OFFICE)
    lines = queries.expected_arrivals(lin, plan_id=plan.pk)
    first = lines[0]
    weighed = {"expected_id": first.pk, "weight_g": first.weight_g - 500, "client_key": "a"}
    actions.record_arrival(actor=lin, now=NOW, **weighed)
    assert sum(line.weight_g for line in lines) == plan.placed_g
    assert queries.expected_one(lin, first.pk).came_g == first.weight_g - 500


@pytest.mark.slow
def test_lines_carry_the_names_of_the_workbook(book: PeakBook) -> None:
    county = stores.the_county()
    plan = solved(county, book)
    adopt(county, plan)
    names = {store.code: store.name for store in book.stores}
    villages = {lot.code: lot.village for lot in book.lots}
    for line in ExpectedArrival.objects.all():
        assert (line.store_name, line.village) == (names[line.store_code], villages[line.lot_code])


def test_a_workbook_plan_leaves_the_registers_lots_alone(book: PeakBook) -> None:
    county = stores.the_county()
    stores.lot(county, book.lots[0].code)
    adopt(county, solved(county, book))
    assert PendingLot.objects.get().status == "waiting"


@pytest.mark.slow
def test_a_store_of_the_same_code_name_and_place_is_the_registers(book: PeakBook) -> None:
    county = stores.the_county()
    plan = solved(county, book)
    said = busiest(book, plan)
    own = registered(county, said)
    roomy(own, said)
    adopt(county, plan)
    assert set(ExpectedArrival.objects.filter(store_code=said.code).values_list("store_id", flat=True)) == {own.pk}


@pytest.mark.parametrize("other", [{"name": "另一座库"}, {"lat": 36.0}])
def test_a_store_that_only_shares_the_code_is_another(book: PeakBook, other: dict[str, object]) -> None:
    county = stores.the_county()
    plan = solved(county, book)
    registered(county, busiest(book, plan), **other)
    adopt(county, plan)
    assert not ExpectedArrival.objects.filter(store__isnull=False).exists()


def test_a_store_that_the_register_knows_to_be_full_refuses_the_workbook(book: PeakBook) -> None:
    county = stores.the_county()
    plan = solved(county, book)
    said = busiest(book, plan)
    roomy(registered(county, said), said, stock=said.capacity_g // stores.TONNE + 1)
    with pytest.raises(StoresFilled):
        adopt(county, plan)


@pytest.mark.slow
def test_two_versions_of_one_workbook_are_not_both_in_force(book: PeakBook) -> None:
    county = stores.the_county()
    first = solved(county, book)
    lin = county.actor(Role.OFFICE)
    second = actions.replan(actor=lin, plan_id=first.pk, now=NOW)
    work_off()
    adopt(county, first)
    with pytest.raises(OtherVersionAdopted):
        actions.adopt_plan(actor=lin, plan_id=second, now=NOW)


@pytest.mark.slow
def test_the_other_version_may_hold_once_the_first_is_withdrawn(book: PeakBook) -> None:
    county = stores.the_county()
    first = solved(county, book)
    lin = county.actor(Role.OFFICE)
    second = actions.replan(actor=lin, plan_id=first.pk, now=NOW)
    work_off()
    adopt(county, first)
    actions.withdraw_plan(actor=lin, plan_id=first.pk, reason="换方案", now=NOW)
    actions.adopt_plan(actor=lin, plan_id=second, now=NOW)
    assert StoragePlan.objects.get(pk=second).status == PlanStatus.ADOPTED


def test_a_workbook_with_wrong_rows_is_no_plan(shared: Path) -> None:
    dirty = read_peak(shared / "data" / "peak-days-with-faults.xlsx")
    with pytest.raises(HasProblems):
        solved(stores.the_county(), dirty)


def test_a_keeper_brings_no_workbook(book: PeakBook) -> None:
    with pytest.raises(NotAllowed):
        actions.start_workbook_plan(actor=stores.the_county().actor(Role.KEEPER), book=book, title="", now=NOW)
