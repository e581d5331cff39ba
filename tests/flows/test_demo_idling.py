"""The demo's meters: a year of readings, so that rooms have models of their own."""

from datetime import UTC, datetime
from random import Random

import pytest

from lilian.base.actors import system
from lilian.flows.demo.idling import load_idling
from lilian.idling.models import EnergyFit, MeterReading, PlannedWithdrawal
from tests.web.stores_site import the_site

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)


def test_every_room_has_a_year_and_a_model_surer_than_its_class() -> None:
    the_site()
    load_idling(system("演示"), Random(1), NOW.date(), NOW)
    assert (MeterReading.objects.count(), PlannedWithdrawal.objects.count()) == (39, 12)
    assert {one.periods for one in EnergyFit.objects.all()} == {12}
