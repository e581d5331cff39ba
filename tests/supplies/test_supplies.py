"""Units come, are fetched against a name, are lost; nothing lies below zero, nothing expired goes out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.base.actors import Actor, Duty, system
from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.kernel.refusal import NotFound
from lilian.members.models import Household, Organisation, Place
from lilian.supplies import actions, queries
from lilian.supplies.actions import refusals
from lilian.supplies.models import Balance, Move, PickUp
from lilian.supplies.queries.soundness import faults
from lilian.supplies.rules import taken_from
from lilian.supplies.values import Brought, Fetched, Lying, Spot
from tests.ops.tampering import tampered
from tests.purchasing.spring import INPUTS
from tests.stock.goods import organisation

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
SOON, LATER, GONE = date(2026, 5, 1), date(2027, 5, 1), date(2026, 3, 1)


class Store:
    """Guo's store and one pick-up point of it, Mei who fetches; urea and bags."""

    def __init__(self) -> None:
        self.guo, self.qiao = organisation("GUO"), organisation("QIAO")
        self.mei = Household.objects.create(code="H-MEI", organisation=self.guo)
        self.point = Place.objects.create(
            code="P1", name="下李服务站", kind="station", lat=36.7, lon=110.9, organisation=self.guo
        )
        self.urea, self.bags = (catalog.add_farm_input(actor=system("test"), draft=one, now=NOW) for one in INPUTS)

    def actor(self, home: Organisation) -> Actor:
        return Actor(name="clerk", duties=(Duty(Role.CLERK, home.pk, frozenset({home.pk})),))

    def bring(self, count: int, batch: str = "", expires_on: date | None = None, about: str = "x:1", **at: Any) -> int:
        brought = [Brought(self.urea, count, batch, expires_on, about)]
        spot = Spot(self.guo.pk, at.get("point"))
        return actions.bring(actor=self.actor(self.guo), spot=spot, brought=brought, now=NOW)

    def fetch(self, count: int, key: str = "k", who: str = "李梅", home: Organisation | None = None) -> int:
        fetched = Fetched(self.guo.pk, self.mei.pk, ((self.urea, count),), who, "purchasing.Decision:1")
        actor = self.actor(home or self.guo)
        return actions.hand_out(actor=actor, fetched=fetched, client_key=key, now=NOW)

    def lies(self) -> dict[tuple[str, int | None], int]:
        return {(row.batch, row.point_id): row.count for row in Balance.objects.all()}


@pytest.fixture
def store(db: None) -> Store:
    return Store()


def test_what_came_lies_there_and_comes_once(store: Store) -> None:
    assert store.bring(10, "B7", SOON) == 1
    assert store.bring(10, "B7", SOON) == 0
    assert store.lies() == {("B7", None): 10}
    assert AuditEvent.objects.filter(event="supplies.brought").count() == 1


def test_nothing_is_fetched_before_it_came_and_then_all_of_it_once(store: Store) -> None:
    with pytest.raises(refusals.TooFew):
        store.fetch(3)
    store.bring(3, "B7", SOON)
    store.fetch(3)
    assert store.lies() == {("B7", None): 0}
    with pytest.raises(refusals.TooFew):
        store.fetch(1, key="again")


def test_what_expires_first_goes_first_and_the_own_point_before_the_rest(store: Store) -> None:
    store.bring(5, "LATE", LATER, "x:1")
    store.bring(5, "SOON", SOON, "x:2")
    store.bring(2, "HERE", LATER, "x:3", point=store.point.pk)
    said = {"organisation_id": store.guo.pk, "household_ids": [store.mei.pk], "now": NOW}
    assert actions.set_pick_up(actor=store.actor(store.guo), point_id=store.point.pk, **said) == 1
    assert store.fetch(4) == 2
    assert store.lies() == {("LATE", None): 5, ("SOON", None): 3, ("HERE", store.point.pk): 0}
    assert {move.signed_by for move in Move.objects.filter(kind="hand_out")} == {"李梅"}


def test_a_share_is_fetched_once_signed_for_and_never_more_than_lies_there(store: Store) -> None:
    store.bring(5, "OLD", GONE, "x:1")
    with pytest.raises(refusals.TooFew):
        store.fetch(1)
    store.bring(5, "B7", SOON, "x:2")
    with pytest.raises(refusals.NotSigned):
        store.fetch(1, who=" ")
    store.fetch(5)
    with pytest.raises(refusals.AlreadyFetched):
        store.fetch(1)
    with pytest.raises(refusals.TooFew):
        store.fetch(1, key="other")


def test_a_batch_has_one_use_by_day(store: Store) -> None:
    store.bring(5, "B7", SOON, "x:1")
    with pytest.raises(refusals.OtherExpiry):
        store.bring(5, "B7", LATER, "x:2")


@pytest.mark.parametrize("days", [(SOON, LATER), (LATER, SOON), (None, SOON)])
def test_a_batch_has_one_use_by_day_within_one_delivery(store: Store, days: tuple[date | None, ...]) -> None:
    brought = [Brought(store.urea, 5, "B7", day, f"x:{number}") for number, day in enumerate(days)]
    with pytest.raises(refusals.OtherExpiry):
        actions.bring(actor=store.actor(store.guo), spot=Spot(store.guo.pk), brought=brought, now=NOW)


def test_the_database_alone_keeps_a_batch_to_its_day_and_another_day_shows(store: Store) -> None:
    store.bring(5, "B7", SOON)
    move = Move.objects.get()
    more = {f.attname: getattr(move, f.attname) for f in move._meta.concrete_fields if f.name != "id"}
    for other in ({"expires_on": LATER}, {"expires_on": None, "organisation_id": store.qiao.pk}):
        with pytest.raises(IntegrityError, match="use-by"), transaction.atomic():
            Move.objects.create(**more | other | {"client_key": "z"})
    assert list(faults(lambda done: None)) == []
    tampered("supplies", "UPDATE supplies_balance SET expires_on = NULL")
    assert ["use-by" in fault for fault in faults(lambda done: None)] == [True]


def test_a_loss_has_a_reason_and_counts_once(store: Store) -> None:
    store.bring(5, "B7", SOON)
    said = {"actor": store.actor(store.guo), "balance_id": Balance.objects.get().pk, "now": NOW}
    with pytest.raises(refusals.SaysWhy):
        actions.lose(count=2, reason="", client_key="l", **said)
    with pytest.raises(refusals.TooFew):
        actions.lose(count=9, reason="受潮", client_key="l", **said)
    for _ in range(2):
        actions.lose(count=2, reason="受潮", client_key="l", **said)
    assert store.lies() == {("B7", None): 3}
    with pytest.raises(KeyReused):
        actions.lose(count=1, reason="受潮", client_key="l", **said)
    for _ in range(2):
        actions.lose(count=3, reason="受潮", client_key="the rest", **said)
    assert store.lies() == {("B7", None): 0}


def test_nobody_keeps_or_sees_the_stock_of_another(store: Store) -> None:
    store.bring(5)
    qiao = store.actor(store.qiao)
    assert not queries.stock(qiao).exists()
    with pytest.raises(NotFound):
        queries.stock(qiao, organisation_id=store.guo.pk)
    with pytest.raises(NotFound):
        store.fetch(1, home=store.qiao)
    said = {"actor": qiao, "household_ids": [store.mei.pk], "now": NOW}
    with pytest.raises(NotFound):
        actions.set_pick_up(organisation_id=store.qiao.pk, point_id=None, **said)
    with pytest.raises(refusals.NoPoint):
        actions.set_pick_up(organisation_id=store.qiao.pk, point_id=store.point.pk, **said)
    assert not PickUp.objects.exists()


def test_the_database_alone_keeps_it_above_zero_and_the_past_as_it_was(store: Store) -> None:
    store.bring(5)
    move = Move.objects.get()
    more = {f.attname: getattr(move, f.attname) for f in move._meta.concrete_fields if f.name != "id"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.create(**more | {"kind": "lose", "note": "x", "count": 6, "client_key": "z"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.update(count=1)
    assert store.lies() == {("", None): 5}


def test_a_balance_changed_behind_our_back_shows(store: Store) -> None:
    store.bring(5)
    assert list(faults(lambda done: None)) == []
    tampered("supplies", "UPDATE supplies_balance SET count = 4")
    assert len(list(faults(lambda done: None))) == 1


lying = st.builds(
    Lying, st.integers(1, 99), st.integers(0, 9), st.sampled_from([None, SOON, LATER, GONE]), st.sampled_from([None, 1])
)


@settings(max_examples=50)
@given(st.lists(lying, unique_by=lambda each: each.key), st.integers(0, 30))
def test_as_much_goes_out_as_there_is_and_nothing_expired(rows: list[Lying], wanted: int) -> None:
    taken = taken_from(rows, wanted, point_id=1, day=NOW.date())
    by_key = {each.key: each for each in rows}
    fresh = sum(each.count for each in rows if each.expires_on != GONE)
    assert sum(units for _, units in taken) == min(wanted, fresh)
    assert all(units <= by_key[key].count and by_key[key].expires_on != GONE for key, units in taken)
