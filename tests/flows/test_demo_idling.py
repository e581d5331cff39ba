"""The demo's meters: a year of readings, so that rooms have models of their own."""

from datetime import UTC, datetime
from random import Random

import pytest

from lilian.base.actors import system
from lilian.flows.demo.idling import LEAVING, load_idling, load_withdrawals
from lilian.idling.models import EnergyFit, MeterReading, PlannedWithdrawal
from tests.idling.season import TONNE, the_season
from tests.web.stores_site import the_site

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)


def test_every_room_has_a_year_and_a_model_surer_than_its_class() -> None:
    the_site()
    load_idling(system("演示"), Random(1), NOW.date(), NOW)
    assert MeterReading.objects.count() == 39
    assert {one.periods for one in EnergyFit.objects.all()} == {12}


def test_owners_take_out_nearly_all_that_lies_month_by_month() -> None:
    season = the_season()
    before = set(PlannedWithdrawal.objects.values_list("pk", flat=True))
    load_withdrawals(system("演示"), Random(1), season.month, season.now)
    taken = PlannedWithdrawal.objects.exclude(pk__in=before).values_list("weight_g", flat=True)
    assert sum(taken) == 36 * TONNE * sum(LEAVING) // 100
