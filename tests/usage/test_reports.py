"""Reports of use from Excel: all rows or none, each bad one named; a month reported once, and anew."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lilian.base import imports
from lilian.base.actors import system
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.brand import actions as brand
from lilian.kernel.refusal import NotFound, Refusal
from lilian.members.actions.imports.faults import RowsRefused
from lilian.usage import actions, queries, rules
from lilian.usage.actions import refusals
from lilian.usage.actions.imports import KEPT_AS
from lilian.usage.models import Report
from lilian.usage.queries import soundness
from lilian.usage.values import ReportDraft
from tests.brand.marking import Marking, number
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
    assert broken("usage") == []


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
    assert len(list(soundness.faults())) == 1


def test_a_month_is_reported_once_and_a_difference_explained(marking: Marking) -> None:
    made = marking.issued(20)
    spoilt = {"first": number(made, 0), "last": number(made, 1), "note": "打湿"}
    brand.spoil(actor=marking.guo, licence_id=marking.licence, now=NOW, **spoilt)
    month, later = date(2026, 9, 1), NOW + timedelta(days=20)
    (due,) = queries.due(marking.guo, TODAY + timedelta(days=20))
    assert (due.month, due.due_on, due.is_overdue(date(2026, 10, 10)), due.is_overdue(date(2026, 10, 11))) == (
        month, date(2026, 10, 10), False, True,
    )  # fmt: skip

    def told(on_hand: int, note: str = "", now: datetime = later) -> int:
        draft = ReportDraft(marking.licence, month, on_hand, note)
        return actions.report(actor=marking.guo, draft=draft, now=now)

    refused: list[tuple[type[Refusal], tuple[Any, ...]]] = [
        (refusals.MonthNotOver, (18, "", NOW)),
        (refusals.UnexplainedDifference, (17,)),
    ]
    for refusal, said in refused:
        with pytest.raises(refusal):
            told(*said)
    told(17, "少了一枚")
    (report,) = queries.reports(marking.guo)
    assert (report.used, report.spoiled, report.expected, report.on_hand) == (0, 2, 18, 17)
    assert queries.due(marking.guo, TODAY + timedelta(days=20)) == []
    with pytest.raises(refusals.ReportedAlready):
        told(18)


def test_months_that_have_ended() -> None:
    found = list(rules.months(date(2025, 11, 20), date(2026, 2, 1)))
    assert found == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
    assert list(rules.months(date(2026, 1, 5), date(2026, 1, 31))) == []
    assert rules.due_on(date(2025, 12, 1), 10) == date(2026, 1, 10)
