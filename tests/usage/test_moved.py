"""The tables were brand's: what was reported then moves with them, is kept as well, and is found in the audit chain."""

from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.state import ProjectState

from lilian.base import audit
from lilian.usage import actions
from lilian.usage.models import Report, Retraction
from lilian.usage.queries import soundness
from tests.brand.marking import Marking
from tests.ops.together import broken
from tests.usage.test_reports import LATER, reported

COLUMNS = "licence_id, month, used, spoiled, returned, on_hand, expected, note, at, reported_by"


def move() -> tuple[Any, Any]:
    """The migration's own step, and what it is done with: the tables are moved inside the test's transaction."""
    if connection.vendor == "postgresql":
        connection.check_constraints()  # or a table with keys still to be looked at could not be renamed
    return import_module("lilian.usage.migrations.0001_from_brand").Migration.operations[0], connection.schema_editor()


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


def kept(module: str) -> bool:
    """No month is reported twice, and no row changes."""
    again = f"INSERT INTO {module}_report ({COLUMNS}) SELECT {COLUMNS} FROM {module}_report"
    changed = [f"UPDATE {module}_report SET note = ''", f"DELETE FROM {module}_retraction"]
    return all(refused(each) for each in [again, *changed])


def test_reports_move_with_their_rows_and_stay_kept(marking: Marking) -> None:
    marking.issued(10)
    actions.retract(actor=marking.guo, report_id=reported(marking, 9), reason="数错了", now=LATER)
    reported(marking)
    before = [list(table.objects.order_by("pk").values()) for table in (Report, Retraction)]
    moving, editor = move()
    moving.database_backwards("usage", editor, ProjectState(), ProjectState())
    assert kept("brand")
    moving.database_forwards("usage", editor, ProjectState(), ProjectState())
    assert kept("usage")
    assert [list(table.objects.order_by("pk").values()) for table in (Report, Retraction)] == before
    assert broken("usage") == []


@pytest.mark.parametrize("known_as", ["usage", "brand"])
def test_the_audit_chain_knows_a_report_by_its_old_name_too(marking: Marking, known_as: str) -> None:
    figures = dict.fromkeys(("used", "spoiled", "returned", "on_hand", "expected"), 0)
    made = Report.objects.create(licence_id=marking.licence, month=LATER, at=LATER, **figures)
    told = {"actor": marking.guo, "event": "brand.use_reported", "at": LATER}
    audit.record(subject=f"{known_as}.Report:{made.pk}", **told)
    assert list(soundness.faults()) == []
    gone = f"{known_as}.Report:{made.pk + 1}"
    audit.record(subject=gone, **told)
    assert list(soundness.faults()) == [f"{gone}: the audit chain knows of it, the report is gone"]
