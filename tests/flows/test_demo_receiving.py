"""The demo's slips: two weeks of them, the demo grower's among them, nothing still to come, and all of it adds up."""

from datetime import UTC, datetime

import pytest

from lilian.flows import demo
from lilian.members import queries as members
from lilian.receiving import queries
from lilian.receiving.models import Slip
from lilian.receiving.queries.soundness import slip_faults

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_has_two_weeks_of_slips() -> None:
    demo.load(now=NOW)
    grower = members.actor_for(_user("demo-grower"), now=NOW)
    assert Slip.objects.values("day").distinct().count() == 15
    assert not Slip.objects.filter(weighed_at__gt=NOW).exists()
    assert queries.slips(grower).exists()
    assert list(slip_faults(lambda done: None)) == []


def _user(name: str) -> object:
    from lilian.base.models import User

    return User.objects.get(username=name)
