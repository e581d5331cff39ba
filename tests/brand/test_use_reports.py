"""Reports of use from Excel: all rows or none, each bad one named; a licence renewed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.base import imports
from lilian.base.actors import system
from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.brand import actions, queries
from lilian.brand.actions import refusals
from lilian.brand.actions.imports import KEPT_AS
from lilian.brand.models import Licence, Report
from lilian.brand.queries import soundness
from lilian.brand.values import ReportDraft, Ruling
from lilian.kernel.refusal import NotFound
from lilian.members.actions.imports.faults import RowsRefused
from tests.brand.marking import Marking
from tests.ops.together import broken
from tests.stock.goods import NOW, TODAY

LATER = NOW + timedelta(days=70)
MONTHS = [TODAY.replace(day=1), (TODAY.replace(day=1) + timedelta(days=31)).replace(day=1)]


def row(month: date, on_hand: int = 10, licence: str = "XXL-2026-0001", note: str | None = None) -> dict[str, object]:
    return {"licence": licence, "month": month, "on_hand": on_hand, "note": note}


def taken(marking: Marking, *rows: dict[str, object]) -> int:
    said = {"file_name": "用标.xlsx", "file_digest": "0" * 64}
    return actions.import_reports(actor=marking.guo, rows=rows, now=LATER, **said)


def test_months_come_in_and_a_known_one_is_left_alone(marking: Marking) -> None:
    marking.issued(10)
    taken(marking, row(MONTHS[0]), row(MONTHS[1], 8, note="丢了两枚"))
    assert list(Report.objects.values_list("month", "on_hand")) == [(MONTHS[1], 8), (MONTHS[0], 10)]
    with pytest.raises(imports.NothingToImport):
        taken(marking, row(MONTHS[0]))


def test_every_bad_row_is_named_and_none_is_written(marking: Marking) -> None:
    marking.issued(10)
    rows = row(MONTHS[0]), row(MONTHS[1], 7), row(MONTHS[0], licence="XXL-9"), row(LATER.date().replace(day=1))
    with pytest.raises(RowsRefused) as bad:
        taken(marking, *rows)
    assert [(one.key, one.column) for one in bad.value.faults] == [("1", "on_hand"), ("2", "licence"), ("3", "month")]
    assert not Report.objects.exists()


def test_an_import_of_reports_is_not_undone(marking: Marking) -> None:
    marking.issued(10)
    batch = taken(marking, row(MONTHS[0]))
    assert KEPT_AS not in imports.UNDO
    with pytest.raises(imports.RowsStay):
        imports.undo(actor=system("test"), batch_id=batch, now=LATER)


def test_a_row_that_says_why_takes_back_what_its_month_was_reported_as(marking: Marking) -> None:
    marking.issued(10)
    taken(marking, row(MONTHS[0], 8, note="丢了两枚"))
    with pytest.raises(RowsRefused):
        taken(marking, row(MONTHS[0], 10))
    again = row(MONTHS[0], 10) | {"retract": "数错了"}
    taken(marking, again)
    assert [one.on_hand for one in queries.standing_reports(marking.guo)] == [10]
    assert [one.retraction.reason for one in queries.reports(marking.guo) if hasattr(one, "retraction")] == ["数错了"]
    with pytest.raises(imports.NothingToImport):
        taken(marking, again)
    with pytest.raises(RowsRefused) as bad:
        taken(marking, row(MONTHS[1], 10) | {"retract": "没有报过"})
    assert [(one.key, one.column) for one in bad.value.faults] == [("0", "retract")]


def reported(marking: Marking, on_hand: int = 10) -> int:
    draft = ReportDraft(marking.licence, MONTHS[0], on_hand, "" if on_hand == 10 else "丢了")
    return actions.report(actor=marking.guo, draft=draft, now=LATER)


def test_a_report_is_taken_back_once_with_a_reason_and_made_anew(marking: Marking) -> None:
    marking.issued(10)
    made = reported(marking, 9)
    with pytest.raises(refusals.ReportedAlready):
        reported(marking)
    with pytest.raises(refusals.NoReason):
        actions.retract(actor=marking.guo, report_id=made, reason=" ", now=LATER)
    stranger = marking.boxing.goods.actor(Role.COOP_MANAGER, marking.boxing.goods.shop)
    with pytest.raises(NotFound):
        actions.retract(actor=stranger, report_id=made, reason="x", now=LATER)
    actions.retract(actor=marking.guo, report_id=made, reason="数错了", now=LATER)
    with pytest.raises(refusals.RetractedAlready):
        actions.retract(actor=marking.guo, report_id=made, reason="数错了", now=LATER)
    assert MONTHS[0] in [one.month for one in queries.due(marking.guo, LATER.date())]
    reported(marking)
    assert sorted(Report.objects.values_list("on_hand", flat=True)) == [9, 10]
    assert AuditEvent.objects.filter(event="brand.report_retracted", data__contains="数错了").count() == 1
    assert broken("brand_") == []


def test_the_database_holds_one_report_a_month_and_keeps_what_was_taken_back(marking: Marking) -> None:
    marking.issued(10)
    made = Report.objects.get(pk=reported(marking))
    actions.retract(actor=marking.guo, report_id=made.pk, reason="数错了", now=LATER)
    standing = Report.objects.get(pk=reported(marking))
    standing.pk = None
    for act in (standing.save, made.save, made.retraction.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_verification_sees_a_report_nobody_told_of(marking: Marking) -> None:
    Report.objects.create(
        licence_id=marking.licence, month=MONTHS[0], used=0, spoiled=0, returned=0, on_hand=0, expected=0, at=LATER,
        reported_by="",
    )  # fmt: skip
    assert len(list(soundness.report_faults())) == 1


def test_a_licence_is_renewed_from_the_day_after_it_ends(marking: Marking) -> None:
    before = Licence.objects.get(pk=marking.licence)
    until = before.valid_until + timedelta(days=365)
    said = {"actor": marking.office, "licence_id": before.pk, "client_key": "again", "now": NOW}
    made = Licence.objects.get(pk=actions.renew(valid_until=until, **said))
    assert (made.valid_from, made.valid_until, made.credit_code) == (
        before.valid_until + timedelta(days=1),
        until,
        before.credit_code,
    )
    assert actions.renew(valid_until=until, **said) == made.pk
    with pytest.raises(KeyReused):
        actions.renew(valid_until=until + timedelta(days=1), **said)


@pytest.mark.parametrize("ruling", [Ruling.SUSPEND, Ruling.REVOKE])
def test_one_that_was_stopped_is_not_renewed(marking: Marking, ruling: Ruling) -> None:
    marking.ruled(ruling)
    until = TODAY + timedelta(days=700)
    with pytest.raises(refusals.DoesNotFollow):
        actions.renew(actor=marking.office, licence_id=marking.licence, valid_until=until, client_key="x", now=NOW)
