"""The table of rooms out of use: put out, ended, changed and taken back by Excel."""

from datetime import date
from typing import Any

import pytest

from lilian.base import imports
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.storage import actions, queries
from lilian.storage.actions.outage_rows import OutageMoved
from lilian.storage.actions.outages import OutageStands, RoomAlreadyOut
from lilian.storage.actions.row_faults import RowsRefused
from lilian.storage.models import RoomOutage
from tests.storage.stores import NOW, County, events, the_county

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 20), date(2026, 9, 25)


@pytest.fixture
def county() -> County:
    return the_county()


def row(**changes: Any) -> dict[str, Any]:
    return {"store": "Y1", "room": "1", "starts_on": FIRST, "ends_on": None, "reason": "在修", **changes}


def taken_in(county: County, *rows: dict[str, Any], role: Role = Role.KEEPER) -> int:
    return actions.import_rows(
        actor=county.actor(role), table="room_outages", rows=rows, file_name="停用.xlsx", file_digest="d", now=NOW
    )


def standing() -> list[tuple[str, date, date | None, str]]:
    found = RoomOutage.objects.order_by("pk").values_list("room__code", "starts_on", "ends_on", "reason")
    return list(found)


def undone(batch: int) -> None:
    imports.undo(actor=system("test"), batch_id=batch, now=NOW)


def refused(county: County, *rows: dict[str, Any]) -> set[tuple[str, str, str]]:
    with pytest.raises(RowsRefused) as refusal:
        taken_in(county, *rows)
    return {(fault.key, fault.column, fault.refusal.code) for fault in refusal.value.faults}


def test_a_row_puts_a_room_out_of_use(county: County) -> None:
    taken_in(county, row(), row(room="2", ends_on=LAST))
    assert standing() == [("1", FIRST, None, "在修"), ("2", FIRST, LAST, "在修")]
    assert events("room_put_out_of_use") == 2


def test_a_row_with_an_end_brings_it_back(county: County) -> None:
    taken_in(county, row())
    taken_in(county, row(ends_on=LAST))
    assert standing() == [("1", FIRST, LAST, "在修")]
    assert events("room_outage_changed") == 1


def test_every_row_that_cannot_be_taken_is_named(county: County) -> None:
    taken_in(county, row())
    assert refused(
        county,
        row(store="Y7"),
        row(room="9"),
        row(room="2", ends_on=FIRST),
        row(starts_on=LAST),
        row(store="Y2"),
    ) == {
        ("0", "store", "storage.unknown_store"),
        ("1", "room", "storage.unknown_room"),
        ("2", "starts_on", "storage.ends_before_it_starts"),
        ("3", "starts_on", "storage.room_already_out"),
        ("4", "starts_on", "kernel.not_found"),
    }
    assert len(standing()) == 1


def test_an_import_is_taken_back(county: County) -> None:
    taken_in(county, row(), role=Role.OFFICE)
    batch = taken_in(county, row(ends_on=LAST, reason="换压缩机"), row(room="2"))
    undone(batch)
    assert standing()[0] == ("1", FIRST, None, "在修")
    assert [one["room"] for one in queries.outage_rows(county.actor(Role.OFFICE))] == ["1"]


def test_a_row_taken_back_may_be_sent_again(county: County) -> None:
    undone(taken_in(county, row()))
    taken_in(county, row())
    assert standing() == [("1", FIRST, None, "在修")]


def test_an_outage_changed_since_is_not_taken_back(county: County) -> None:
    batch = taken_in(county, row())
    taken_in(county, row(ends_on=LAST))
    with pytest.raises(OutageMoved):
        undone(batch)


def test_an_outage_does_not_grow_into_another(county: County) -> None:
    taken_in(county, row(ends_on=LAST), row(starts_on=LAST))
    first = RoomOutage.objects.order_by("pk")[0]
    said = {"outage_id": first.pk, "reason": "在修", "now": NOW}
    with pytest.raises(RoomAlreadyOut):
        actions.change_outage(actor=county.actor(Role.KEEPER), ends_on=None, **said)
    with pytest.raises(OutageStands):
        actions.change_outage(actor=county.actor(Role.KEEPER), ends_on=LAST, **said)
