"""Loads are weighed, once each, by those of the store."""

import pytest

from lilian.base.idempotency import KeyReused
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import actions
from lilian.storage.actions.arrivals import AlreadyArrived, AlreadyTakenBack, NoLongerExpected, WeightOutOfReach
from lilian.storage.models import Arrival, ExpectedArrival
from tests.storage.stores import NOW, TONNE, County, events, expected, plan, the_county

pytestmark = pytest.mark.django_db


def record(county: County, line: ExpectedArrival, weight_g: int = 9 * TONNE, key: str = "k", role: Role = Role.KEEPER):
    return actions.record_arrival(
        actor=county.actor(role), expected_id=line.pk, weight_g=weight_g, client_key=key, now=NOW, note="雨天"
    )


def one_line() -> tuple[County, ExpectedArrival]:
    county = the_county()
    return county, expected(plan(), county.store)


def test_a_load_is_kept_to_the_gram_with_who_weighed_it() -> None:
    county, line = one_line()
    record(county, line, 9_876_543)
    kept = Arrival.objects.get()
    assert (kept.weight_g, kept.reporter, kept.note, kept.at) == (9_876_543, "keeper", "雨天", NOW)


def test_the_same_form_twice_is_one_load() -> None:
    county, line = one_line()
    assert record(county, line) == record(county, line)
    assert (Arrival.objects.count(), events("arrival_recorded")) == (1, 1)


def test_another_form_for_the_same_load_is_refused_with_what_was_weighed() -> None:
    county, line = one_line()
    record(county, line)
    with pytest.raises(AlreadyArrived) as refusal:
        record(county, line, key="other")
    assert refusal.value.fields == {"weight": "9 吨"}


def test_a_key_of_another_load_is_not_taken_for_this_one() -> None:
    county, line = one_line()
    record(county, line)
    with pytest.raises(KeyReused):
        record(county, expected(line.plan, county.store, "P2"))


def test_a_load_taken_back_may_be_weighed_again() -> None:
    county, line = one_line()
    actions.take_back_arrival(actor=county.actor(Role.KEEPER), arrival_id=record(county, line), now=NOW)
    record(county, line, 8 * TONNE, key="again")
    assert list(Arrival.objects.values_list("weight_g", flat=True)) == [9 * TONNE, -9 * TONNE, 8 * TONNE]


def test_a_load_is_taken_back_once() -> None:
    county, line = one_line()
    entry = record(county, line)
    keeper = county.actor(Role.KEEPER)
    counter = actions.take_back_arrival(actor=keeper, arrival_id=entry, now=NOW)
    for wrong in (entry, counter):
        with pytest.raises(AlreadyTakenBack):
            actions.take_back_arrival(actor=keeper, arrival_id=wrong, now=NOW)


@pytest.mark.parametrize("weight_g", [0, -1, 30 * TONNE + 1])
def test_a_weight_out_of_reach_is_a_slip_of_the_finger(weight_g: int) -> None:
    county, line = one_line()
    with pytest.raises(WeightOutOfReach):
        record(county, line, weight_g)


def test_a_load_of_a_withdrawn_plan_is_no_longer_expected() -> None:
    county, line = one_line()
    ExpectedArrival.objects.update(is_cancelled=True)
    with pytest.raises(NoLongerExpected):
        record(county, line)


def test_guo_does_not_know_what_comes_to_qiaos_store() -> None:
    county = the_county()
    line = expected(plan(), county.other)
    with pytest.raises(NotFound):
        record(county, line)
    assert not Arrival.objects.exists()


def test_guo_takes_nothing_back_in_qiaos_store() -> None:
    county = the_county()
    entry = record(county, expected(plan(), county.other), role=Role.OFFICE)
    with pytest.raises(NotFound):
        actions.take_back_arrival(actor=county.actor(Role.KEEPER), arrival_id=entry, now=NOW)


def test_a_load_to_a_store_the_register_does_not_know_is_the_offices() -> None:
    county, line = one_line()
    ExpectedArrival.objects.update(store=None)
    with pytest.raises(NotFound):
        record(county, line)
    record(county, line, role=Role.OFFICE)
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize("role", [Role.GROWER, Role.COOP_MANAGER, Role.BUREAU_OFFICER])
def test_who_does_not_weigh_does_not_record(role: Role) -> None:
    county, line = one_line()
    with pytest.raises(NotAllowed):
        record(county, line, role=role)


def test_what_never_came_is_not_taken_back() -> None:
    with pytest.raises(NotFound):
        actions.take_back_arrival(actor=the_county().actor(Role.OFFICE), arrival_id=9_999, now=NOW)
