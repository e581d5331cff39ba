"""Whose fruit a lot is: from the Excel table, kept through a plan, seen by that grower."""

from typing import Any

import pytest

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed
from lilian.members.models import Organisation, Person, Place
from lilian.storage import actions, queries
from lilian.storage.actions.lot_parts import split_off
from lilian.storage.actions.row_faults import RowsRefused
from lilian.storage.models import PendingLot
from tests.storage.stores import NOW, TODAY, TONNE, County, lot, organisation, the_county

pytestmark = pytest.mark.django_db


def person(code: str, name: str, home: Organisation) -> Person:
    return Person.objects.create(code=code, name=name, organisation=home)


def seen_by(who: Person, *, post: int, grants: tuple[int, ...] = ()) -> list[str]:
    duty = Duty(Role.GROWER, post, frozenset({post}))
    granted = {"storage.see_lots": frozenset(grants)}
    actor = Actor(name=who.name, person_id=who.pk, duties=(duty,), grants=granted)
    return [one.code for one in queries.lots(actor)]


def row(**changes: Any) -> dict[str, Any]:
    said = {
        "code": "P1", "point": "梅家庄", "village": None, "lat": 36.7, "lon": 110.9, "variety": "玉露香梨",
        "grade": "一级", "weight_g": 5 * TONNE, "harvest_date": TODAY, "note": None,
    }  # fmt: skip
    return {**said, **changes}


def taken_in(county: County, *rows: dict[str, Any]) -> int:
    home = county.store.organisation
    said = {"kind": "collection_point", "name": "梅家庄", "lat": 36.7, "lon": 110.9, "organisation": home}
    Place.objects.get_or_create(code="M1", defaults=said)
    lin = county.actor(Role.OFFICE)
    return actions.import_rows(actor=lin, table="lots", rows=rows, file_name="批次.xlsx", file_digest="d", now=NOW)


def refused(county: County, *rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(RowsRefused) as caught:
        taken_in(county, *rows)
    return [(fault.key, fault.column, fault.refusal.code) for fault in caught.value.faults]


def test_qiao_cannot_see_mei() -> None:
    county = the_county()
    home = county.store.organisation
    mei, qiao = person("R1", "梅秀英", home), person("R2", "乔大山", home)
    PendingLot.objects.filter(pk=lot(county, "P1").pk).update(grower=mei)
    lot(county, "P2")
    assert (seen_by(mei, post=home.pk), seen_by(qiao, post=home.pk)) == (["P1"], [])


def test_a_grant_to_the_co_op_shows_its_growers_nothing_more() -> None:
    county = the_county()
    qiao = person("R2", "乔大山", county.other.organisation)
    lot(county, "P1")
    granted = county.store.organisation_id
    assert seen_by(qiao, post=county.other.organisation_id, grants=(granted,)) == []


def test_who_has_no_post_is_refused() -> None:
    the_county()
    with pytest.raises(NotAllowed):
        queries.lots(Actor(name="路人", person_id=1))


@pytest.mark.parametrize("said", ["R1", "梅秀英"])
def test_a_table_names_the_grower_by_number_or_name(said: str) -> None:
    county = the_county()
    mei = person("R1", "梅秀英", county.store.organisation)
    person("R9", "梅秀英", county.other.organisation)
    taken_in(county, row(grower=said))
    assert PendingLot.objects.get().grower_id == mei.pk


def test_a_name_nobody_has_and_one_that_two_have_are_named_at_their_cells() -> None:
    county = the_county()
    for code in ("R1", "R2"):
        person(code, "梅秀英", county.store.organisation)
    assert refused(county, row(code="P1", grower="梅秀英"), row(code="P2", grower="无此人")) == [
        ("P1", "grower", "storage.several_growers"),
        ("P2", "grower", "storage.unknown_grower"),
    ]


def test_what_is_exported_reads_back_unchanged_and_an_empty_cell_clears() -> None:
    county = the_county()
    person("R1", "梅秀英", county.store.organisation)
    taken_in(county, row(grower="R1"))
    assert [one["grower"] for one in queries.lot_rows(county.actor(Role.OFFICE))] == ["R1"]
    taken_in(county, row(weight_g=6 * TONNE))
    assert PendingLot.objects.get().grower is not None
    taken_in(county, row(weight_g=6 * TONNE, grower=None))
    assert PendingLot.objects.get().grower is None


def test_the_rest_of_a_lot_is_still_the_growers() -> None:
    county = the_county()
    mei = person("R1", "梅秀英", organisation("C-9"))
    made = lot(county)
    made.grower = mei
    assert split_off(made, 4 * TONNE).grower_id == mei.pk
