"""Use of labels is reported every month; a report that was wrong is taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.brand import queries as labels
from lilian.kernel.months import first_of, month_after
from lilian.kernel.refusal import Invalid
from lilian.usage import queries
from lilian.usage.actions.refusals import (
    MonthNotOver,
    NoReason,
    ReportedAlready,
    RetractedAlready,
    UnexplainedDifference,
)
from lilian.usage.models import Report, Retraction
from lilian.usage.values import ReportDraft


@transaction.atomic
def report(*, actor: Actor, draft: ReportDraft, now: datetime) -> int:
    """Used, spoiled and returned are what the books say of the month; what is on hand at its end was counted.

    :raises ReportedAlready, MonthNotOver: as the names say
    :raises UnexplainedDifference: if the count is not what the books say, and the note does not say why
    """
    found = labels.licence(actor, draft.licence_id, permission="brand.report")
    month = first_of(draft.month)
    if month_after(month) > timezone.localdate(now):
        raise MonthNotOver(month=f"{month:%Y-%m}")
    if draft.on_hand < 0:
        raise Invalid()
    hold_name(f"brand report\n{found.pk}\n{month}", wait=True)
    if Report.objects.filter(licence=found, month=month, retraction__isnull=True).exists():
        raise ReportedAlready(month=f"{month:%Y-%m}")
    expected, count, note = labels.on_hand_at_end(found.pk, month), labels.in_month(found.pk, month), draft.note
    if draft.on_hand != expected and not note.strip():
        raise UnexplainedDifference(expected=f"{expected:,}", counted=f"{draft.on_hand:,}")
    made = Report.objects.create(
        licence=found,
        month=month,
        used=count.used,
        spoiled=count.spoiled,
        returned=count.returned,
        on_hand=draft.on_hand,
        expected=expected,
        uncertified=labels.uncertified([found.pk]).get(found.pk, 0),
        note=note.strip()[:200],
        at=now,
        reported_by=actor.name[:80],
    )
    data = {"licence": found.number, "month": f"{month:%Y-%m}", "on_hand": made.on_hand, "expected": expected}
    audit.record(actor=actor, event="brand.use_reported", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def retract(*, actor: Actor, report_id: int, reason: str, now: datetime) -> int:
    """Take a report back: it stays to be read with the reason, and its month is to be reported anew.

    :raises NoReason, RetractedAlready, NotFound: as the names say
    """
    found = queries.report(actor, report_id, permission="brand.report")
    if not reason.strip():
        raise NoReason()
    hold_name(f"brand report\n{found.licence_id}\n{found.month}", wait=True)
    if Retraction.objects.filter(report=found).exists():
        raise RetractedAlready()
    made = Retraction.objects.create(report=found, reason=reason.strip()[:200], at=now, retracted_by=actor.name[:80])
    data = {"licence": found.licence.number, "month": f"{found.month:%Y-%m}", "reason": made.reason}
    audit.record(actor=actor, event="brand.report_retracted", subject=made, at=now, data=data)
    return made.pk
