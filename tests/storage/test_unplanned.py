"""A load that no plan expected is fruit in the store all the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.base.idempotency import KeyReused
from lilian.base.policy import Role
from lilian.catalog.models import Variety
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import actions, queries
from lilian.storage.actions.arrivals import AlreadyTakenBack
from lilian.storage.actions.lots import NotWaiting, NoWeight, TooHeavy
from lilian.storage.actions.unplanned import NoSuchLot, NotTakenHere
from lilian.storage.actions.world import LotsGone, StoresFilled
from lilian.storage.models import PendingLot, UnplannedArrival
from lilian.storage.queries.soundness import lot_faults
from lilian.storage.sheets.bounds import shipped_bounds
from lilian.storage.values import UnplannedDraft
from tests.storage.stores import NOW, TONNE, County, events, lot, report, reported_county, the_county
from tests.storage.test_live_plan import solved

pytestmark = pytest.mark.django_db


def draft(county: County, **changes: object) -> UnplannedDraft:
    said = UnplannedDraft(county.store.pk, county.variety.pk, 4 * TONNE, "梅秀英")
    return replace(said, **changes)  # type: ignore[arg-type]


def record(county: County, role: Role = Role.KEEPER, key: str = "k", **changes: object) -> int:
    return actions.record_unplanned(actor=county.actor(role), draft=draft(county, **changes), client_key=key, now=NOW)


def stock_t(county: County) -> float:
    later = NOW + timedelta(hours=1)
    return queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=later).stock_g / TONNE


def test_it_counts_as_stock_until_the_next_report() -> None:
    county = reported_county(stock=10)
    record(county)
    before = stock_t(county)
    for each in county.rooms:
        report(each, 12, hours_ago=-0.5)
    assert (before, stock_t(county)) == (24, 24)


def test_one_taken_back_never_was() -> None:
    county = reported_county(stock=10)
    keeper, entry = county.actor(Role.KEEPER), record(county)
    actions.take_back_unplanned(actor=keeper, arrival_id=entry, now=NOW)
    assert stock_t(county) == 20
    with pytest.raises(AlreadyTakenBack):
        actions.take_back_unplanned(actor=keeper, arrival_id=entry, now=NOW)
    assert (events("unplanned_recorded"), events("unplanned_taken_back")) == (1, 1)


def test_a_waiting_lot_that_comes_has_arrived_and_waits_again_when_taken_back() -> None:
    county = reported_county()
    waiting, keeper = lot(county), county.actor(Role.KEEPER)
    entry = record(county, lot_code=waiting.code, variety_id=None)
    assert (PendingLot.objects.get().status, list(lot_faults(int))) == ("arrived", [])
    with pytest.raises(NotWaiting):
        record(county, key="again", lot_code=waiting.code)
    actions.take_back_unplanned(actor=keeper, arrival_id=entry, now=NOW)
    assert (PendingLot.objects.get().status, list(lot_faults(int))) == ("waiting", [])


def test_a_lot_that_came_unplanned_twice_is_found_by_verify() -> None:
    county = reported_county()
    made = lot(county)
    record(county, lot_code=made.code)
    PendingLot.objects.update(status="waiting")
    assert "came unplanned 1 times" in next(iter(lot_faults(int)))


def test_no_plan_looks_for_a_place_for_a_lot_that_came() -> None:
    county = reported_county()
    lot(county, tonnes=4)
    plan_id = solved(county).pk
    record(county, lot_code="P1")
    with pytest.raises(LotsGone):
        actions.adopt_plan(actor=county.actor(Role.OFFICE), plan_id=plan_id, now=NOW)


def test_a_lot_nobody_registered_is_refused() -> None:
    county = reported_county()
    with pytest.raises(NoSuchLot):
        record(county, lot_code="P404")


def test_a_plan_worked_out_before_it_came_is_looked_at_again() -> None:
    county = reported_county(stock=38)  # 24 t are free in Y1
    lot(county, tonnes=24)
    plan = solved(county)
    record(county)
    with pytest.raises(StoresFilled):
        actions.adopt_plan(actor=county.actor(Role.OFFICE), plan_id=plan.pk, now=NOW)


def test_the_same_form_twice_is_one_load() -> None:
    county = the_county()
    assert record(county) == record(county)
    assert UnplannedArrival.objects.count() == 1


def test_a_key_that_comes_with_another_weight_is_refused() -> None:
    county = the_county()
    record(county)
    with pytest.raises(KeyReused):
        record(county, weight_g=5 * TONNE)


@pytest.mark.parametrize(("weight_g", "refusal"), [(0, NoWeight), (shipped_bounds().heaviest_lot_g + 1, TooHeavy)])
def test_a_load_that_cannot_be_is_refused(weight_g: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        record(the_county(), weight_g=weight_g)


def test_a_variety_the_store_does_not_take_is_refused() -> None:
    with pytest.raises(NotTakenHere):
        record(the_county(), variety_id=Variety.objects.create(code="sl", name="酥梨").pk)


def test_guo_records_nothing_in_qiaos_store() -> None:
    county = the_county()
    with pytest.raises(NotFound):
        record(county, store_id=county.other.pk)


def test_a_grower_records_nothing() -> None:
    with pytest.raises(NotAllowed):
        record(the_county(), role=Role.GROWER)


def test_guo_sees_only_what_came_to_the_own_store() -> None:
    county = the_county()
    mine = record(county)
    record(county, role=Role.OFFICE, key="other", store_id=county.other.pk)
    assert [one.pk for one in queries.unplanned_arrivals(county.actor(Role.KEEPER))] == [mine]
