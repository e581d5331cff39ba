"""Tables of members in and out of Excel."""

from datetime import date, timedelta
from typing import Any

import pytest

from lilian.base import imports
from lilian.base.imports import ChangedSince
from lilian.kernel.refusal import NotAllowed
from lilian.members import actions, queries
from lilian.members.actions.imports.faults import RowsRefused
from lilian.members.actions.imports.undo import InUse
from lilian.members.models import Organisation, Person
from tests.members.cast import JOINED, NOW, SYSTEM, Cast, person

PARENT = {"code": "C9", "name": "塬上合作社", "kind": "合作社", "joined_on": JOINED}
CHILD = {"code": "A1", "name": "塬上服务站", "kind": "服务站", "joined_on": JOINED, "parent": "C9"}


def apply(rows: list[dict[str, Any]], table: str = "organisations") -> Any:
    return actions.apply_rows(actor=SYSTEM, table=table, rows=rows, now=NOW)


@pytest.mark.django_db
def test_rows_come_in_with_parents_named_below_their_children() -> None:
    assert apply([CHILD, PARENT]).added == ("C9", "A1")
    assert Organisation.objects.get(code="A1").parent.code == "C9"


@pytest.mark.django_db
def test_the_same_rows_again_change_nothing() -> None:
    apply([CHILD, PARENT])
    again = apply([CHILD, PARENT])
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)


@pytest.mark.django_db
def test_a_different_row_says_what_stood_before() -> None:
    apply([PARENT])
    assert apply([PARENT | {"joined_on": date(2021, 5, 1)}]).before == {
        "C9": {"joined_on": ["2020-01-01", "2021-05-01"]}
    }


@pytest.mark.django_db
def test_every_row_at_fault_is_named_and_none_is_written() -> None:
    rows = [PARENT, CHILD | {"uscc": "1"}, CHILD | {"code": "A2", "township": "没有镇"}]
    with pytest.raises(RowsRefused) as caught:
        apply(rows)
    assert [(fault.key, fault.column) for fault in caught.value.faults] == [("A1", "uscc"), ("A2", "township")]
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_row_whose_parent_is_nowhere_is_refused() -> None:
    with pytest.raises(RowsRefused) as caught:
        apply([PARENT, CHILD | {"parent": "C8"}])
    assert [(fault.key, fault.column) for fault in caught.value.faults] == [("A1", "parent")]
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_one_credit_code_in_two_rows_is_refused() -> None:
    one = {"uscc": "91110000600037341L"}
    with pytest.raises(RowsRefused) as caught:
        apply([PARENT | one, CHILD | one])
    assert [fault.key for fault in caught.value.faults] == ["A1"]


def test_guo_may_not_import(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.apply_rows(actor=cast.actor("guo"), table="organisations", rows=[PARENT], now=NOW)


@pytest.mark.django_db
def test_an_undone_import_leaves_nothing_behind() -> None:
    actions.undo_rows(actor=SYSTEM, applied=apply([CHILD, PARENT]), now=NOW)
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_an_undone_change_stands_as_before() -> None:
    apply([PARENT])
    changed = apply([PARENT | {"name": "塬下合作社", "joined_on": date(2021, 5, 1)}])
    actions.undo_rows(actor=SYSTEM, applied=changed, now=NOW)
    assert apply([PARENT]).unchanged == 1
    assert queries.organisations(SYSTEM, text="yshzs").count() == 1


@pytest.mark.django_db
def test_a_row_changed_since_is_not_undone() -> None:
    apply([PARENT])
    first = apply([PARENT | {"name": "塬下合作社"}])
    apply([PARENT | {"name": "塬中合作社"}])
    with pytest.raises(ChangedSince):
        actions.undo_rows(actor=SYSTEM, applied=first, now=NOW)


@pytest.mark.django_db
def test_an_added_row_in_use_is_not_undone() -> None:
    applied = apply([PARENT])
    person("马六", Organisation.objects.get().pk, "", None)
    with pytest.raises(InUse):
        actions.undo_rows(actor=SYSTEM, applied=applied, now=NOW)


def test_an_unchanged_mask_is_an_unchanged_phone(cast: Cast) -> None:
    rows = list(queries.person_rows(cast.actor("lin")))
    assert rows[0]["phone"] == "138****8000"
    assert apply(rows, "people").unchanged == 5


def test_a_mask_that_hides_another_phone_is_refused(cast: Cast) -> None:
    rows = list(queries.person_rows(cast.actor("lin")))
    with pytest.raises(RowsRefused):
        apply([rows[0] | {"phone": "139****8000"}], "people")


def test_a_new_phone_in_a_row_is_taken(cast: Cast) -> None:
    rows = list(queries.person_rows(cast.actor("lin")))
    apply([rows[0] | {"phone": "13900001234"}], "people")
    assert Person.objects.get(pk=cast.people["mei"]).phone_tail == "1234"


def imported(cast: Cast, rows: list[dict[str, Any]]) -> int:
    return actions.import_rows(
        actor=cast.actor("lin"), table="organisations", rows=rows, file_name="单位.xlsx", file_digest="0" * 64, now=NOW
    )


def test_an_import_is_taken_back_within_half_an_hour(cast: Cast) -> None:
    kept = imported(cast, [CHILD, PARENT])
    imports.undo(actor=cast.actor("lin"), batch_id=kept, now=NOW + timedelta(minutes=29))
    assert not Organisation.objects.filter(code__in=("A1", "C9")).exists()


def test_an_import_stays_after_half_an_hour(cast: Cast) -> None:
    kept = imported(cast, [PARENT])
    with pytest.raises(imports.TooLateToUndo):
        imports.undo(actor=cast.actor("lin"), batch_id=kept, now=NOW + timedelta(minutes=31))


def test_an_import_that_changes_nothing_is_refused(cast: Cast) -> None:
    imported(cast, [PARENT])
    with pytest.raises(imports.NothingToImport):
        imported(cast, [PARENT])


@pytest.mark.django_db
def test_an_import_stands_in_the_history_of_each_organisation_it_touched(cast: Cast) -> None:
    actions.import_rows(
        actor=SYSTEM,
        table="people",
        rows=[{"code": "A1", "name": "新人", "organisation": "C1"}],
        file_name="人员.xlsx",
        file_digest="0" * 64,
        now=NOW,
    )
    told = [[event.event for event in queries.history(SYSTEM, pk)] for pk in (cast.coop, cast.other_coop)]
    assert ["members.rows_imported" in events for events in told] == [True, False]
