"""A page takes the same number of queries however much it shows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lilian.base.policy import Role
from lilian.storage import queries
from tests.storage.stores import NOW, TODAY, County, arrival, expected, lot, plan, reading, report, room, the_county

pytestmark = pytest.mark.django_db
Read = Callable[[County], object]

READS: dict[str, tuple[Read, int]] = {
    "arrivals": (lambda c: [x.store.name for x in queries.expected_arrivals(c.actor(Role.OFFICE), day=TODAY)], 1),
    "met": (lambda c: list(queries.met_by_store(c.actor(Role.OFFICE), 1)), 1),
    "lots": (lambda c: [x.variety.name + x.organisation.name for x in queries.lots(c.actor(Role.OFFICE))], 1),
    "rooms": (lambda c: queries.room_cards(c.actor(Role.OFFICE), c.store.pk, now=NOW), 7),
    "plans": (lambda c: [x.run.topic for x in queries.plans(c.actor(Role.OFFICE))], 1),
    "reports": (lambda c: [x.room.store.name for x in queries.reports(c.actor(Role.OFFICE))], 1),
    "history": (lambda c: queries.fill_history(c.actor(Role.OFFICE), now=NOW), 6),
    "near": (lambda c: queries.nearest(c.actor(Role.GROWER), lat=36.7, lon=110.9, now=NOW), 12),
}


def more(county: County, times: int) -> None:
    of = plan(title=f"{times}")
    for number in range(times):
        mine = room(county.store, f"n{times}-{number}", 20)
        report(mine, 5)
        reading(mine, 500)
        lot(county, f"L{times}-{number}")
        arrival(expected(of, county.store, f"L{times}-{number}"), 9, f"{times}-{number}")


def counted(read: Read, county: County) -> int:
    with CaptureQueriesContext(connection) as made:
        read(county)
    return len(made)


@pytest.mark.parametrize("name", READS)
def test_more_to_show_takes_no_more_queries(name: str) -> None:
    read, most = READS[name]
    county = the_county()
    more(county, 1)
    few = counted(read, county)
    more(county, 6)
    assert counted(read, county) == few <= most
