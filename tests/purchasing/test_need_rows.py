"""Needs come in by Excel: a form goes out, comes back filled in, every bad row is named, and it can be taken back."""

from typing import Any

import pytest

from lilian.base import imports
from lilian.base.actors import Actor
from lilian.base.models import AuditEvent, User
from lilian.base.policy import Role
from lilian.members.actions.imports.faults import RowsRefused
from lilian.purchasing import actions, queries
from lilian.purchasing.actions.need_rows import KEPT_AS
from lilian.purchasing.models import Need
from lilian.purchasing.sheets import NEEDS
from lilian.purchasing.values import NeedState, Source, Wanted
from lilian.sheets import read_book, read_table
from lilian.sheets.export import export_xlsx
from tests.purchasing.spring import NEEDS_UNTIL, NOW, Spring


@pytest.fixture
def guo(spring: Spring, django_user_model: type[User]) -> Actor:
    """Guo, who may take back what he brought in."""
    return spring.actor(Role.COOP_MANAGER, spring.guo, user_id=django_user_model.objects.create_user("guo").pk)


def form(spring: Spring, actor: Actor) -> list[dict[str, Any]]:
    return list(queries.form_rows(actor, spring.campaign, spring.guo.pk))


def filled(rows: list[dict[str, Any]], household: str, code: str, **said: object) -> list[dict[str, Any]]:
    return [row | said if (row["household"], row["input"]) == (household, code) else row for row in rows]


def brought(actor: Actor, rows: list[dict[str, Any]], now: Any = NOW) -> int:
    return actions.import_needs(actor=actor, rows=rows, file_name="x.xlsx", file_digest="d", now=now)


def test_the_form_comes_back_filled_in_and_says_nothing_where_nothing_was_filled_in(spring: Spring, guo: Actor) -> None:
    rows = filled(form(spring, guo), "H-MEI", "F1", quantity=4, most=6, substitute="F2")
    reading = read_table(read_book(export_xlsx([(NEEDS, rows)]), "x.xlsx"), NEEDS)
    assert not reading.problems
    assert len(reading.rows) == 3 * 2
    brought(guo, [row.values for row in reading.rows])
    need = Need.objects.get()
    assert (need.household, need.quantity, need.most, need.substitute_id) == (spring.mei, 4, 6, spring.bags)
    assert (need.source, need.state) == (Source.EXCEL, NeedState.ASKED)
    assert AuditEvent.objects.filter(event="purchasing.needs_imported").count() == 1


def test_the_export_read_back_changes_nothing(spring: Spring, guo: Actor) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4, 6))
    rows = list(queries.need_rows(guo))
    assert actions.write_rows(actor=guo, rows=rows, now=NOW).unchanged == 1
    with pytest.raises(imports.NothingToImport):
        brought(guo, rows)


def test_every_row_at_fault_is_named_and_nothing_is_written(spring: Spring, guo: Actor) -> None:
    row = {"campaign": spring.campaign, "organisation": "GUO", "household": "H-MEI", "input": "F1", "quantity": 4}
    bad = [
        row | {"campaign": 999},
        row | {"organisation": "QIAO"},
        row | {"household": "H-QIAO"},
        row | {"input": "F9"},
        row | {"most": 3},
        row | {"substitute": "F1"},
        row | {"substitute": "F9"},
        row,
        row,
    ]
    with pytest.raises(RowsRefused) as refused:
        brought(guo, bad)
    assert [(fault.key, fault.column) for fault in refused.value.faults] == [
        ("0", "campaign"),
        ("1", "organisation"),
        ("2", "household"),
        ("3", "input"),
        ("4", "most"),
        ("5", "substitute"),
        ("6", "substitute"),
        ("8", "input"),
    ]
    with pytest.raises(RowsRefused):
        brought(guo, [row], now=NEEDS_UNTIL)
    assert not Need.objects.exists()


def test_an_import_is_taken_back_and_each_need_stands_as_before(spring: Spring, guo: Actor) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4, 6))
    rows = filled(filled(form(spring, guo), "H-MEI", "F1", quantity=9, most=None), "H-LI", "F2", quantity=2)
    batch = brought(guo, rows)
    assert dict(Need.objects.values_list("household__code", "quantity")) == {"H-MEI": 9, "H-LI": 2}
    imports.undo(actor=guo, batch_id=batch, now=NOW)
    mei = queries.needs(guo, spring.campaign).get()
    assert (mei.household, mei.quantity, mei.most, mei.source) == (spring.mei, 4, 6, Source.PHONE)


def test_what_was_ruled_on_since_is_not_taken_back(spring: Spring, guo: Actor) -> None:
    batch = brought(guo, filled(form(spring, guo), "H-MEI", "F1", quantity=4))
    actions.confirm_needs(actor=guo, campaign_id=spring.campaign, organisation_id=spring.guo.pk, now=NOW)
    with pytest.raises(imports.ChangedSince):
        imports.undo(actor=guo, batch_id=batch, now=NOW)
    assert KEPT_AS in imports.UNDO
