"""`lilian verify` sees what no act of storage could have written."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lilian.base import verification
from lilian.base.policy import Role
from lilian.storage import actions
from lilian.storage.models import Arrival, ExpectedArrival, FillReport, PendingLot
from tests.storage.stores import NOW, TONNE, County, arrival, lot, reported_county
from tests.storage.test_live_plan import adopted

pytestmark = pytest.mark.django_db
STORAGE = ("storage_plans", "storage_lots", "storage_facts")


def faults() -> list[str]:
    return [line for name in STORAGE for line in verification.REGISTERED[name].check(lambda done: None)]


def in_force() -> tuple[County, ExpectedArrival]:
    county = reported_county()
    lot(county)
    adopted(county)
    return county, ExpectedArrival.objects.get()


def test_what_the_acts_wrote_is_sound() -> None:
    county, line = in_force()
    said = {"expected_id": line.pk, "weight_g": TONNE, "client_key": "a"}
    entry = actions.record_arrival(actor=county.actor(Role.KEEPER), now=NOW, **said)
    actions.take_back_arrival(actor=county.actor(Role.KEEPER), arrival_id=entry, now=NOW)
    assert faults() == []


def lighter(line: ExpectedArrival) -> None:
    ExpectedArrival.objects.update(weight_g=TONNE)


def gone(line: ExpectedArrival) -> None:
    ExpectedArrival.objects.all().delete()


def waiting(line: ExpectedArrival) -> None:
    PendingLot.objects.update(status="waiting")


def arrived(line: ExpectedArrival) -> None:
    PendingLot.objects.update(status="arrived")


def weighed_twice(line: ExpectedArrival) -> None:
    arrival(line, 5, "a")
    arrival(line, 5, "b")


def half_taken_back(line: ExpectedArrival) -> None:
    arrival(line, -4, "b", reverses=arrival(line, 5, "a"))


def weighed_but_not_expected(line: ExpectedArrival) -> None:
    arrival(line, 5, "a")
    ExpectedArrival.objects.update(is_cancelled=True)


def from_tomorrow(line: ExpectedArrival) -> None:
    FillReport.objects.create(
        room=line.store.rooms.first(), stock_g=1, at=NOW + timedelta(days=1), reporter="郭", client_key="x",
        written_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    "harm",
    [lighter, gone, waiting, arrived, weighed_twice, half_taken_back, weighed_but_not_expected, from_tomorrow],
    ids=lambda harm: harm.__name__,
)
def test_harm_done_past_the_acts_is_seen(harm: Callable[[ExpectedArrival], None]) -> None:
    _, line = in_force()
    harm(line)
    assert faults() != []


def test_a_sound_county_has_looked_at_everything() -> None:
    in_force()
    arrival(ExpectedArrival.objects.get(), 5, "a")
    assert [verification.REGISTERED[name].total() for name in STORAGE] == [1, 1, 3 + Arrival.objects.count()]
