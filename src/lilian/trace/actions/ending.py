"""Holders answer, and the recall ends with its report."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.trace.actions.recalling import figures
from lilian.trace.actions.refusals import AlreadyAnswered, AlreadyEnded, FoundTooMany, NoReason, StillUntold
from lilian.trace.models import Notice, NoticeAnswer, Recall, RecallEnd
from lilian.trace.queries import extent, seeds, whereabouts
from lilian.trace.queries.recalls import start_of


@transaction.atomic
def answer_notice(*, actor: Actor, notice_id: int, found: int, note: str, now: datetime) -> None:
    """A holder was reached, or answers itself, and has so many of the boxes still.

    :raises AlreadyAnswered, FoundTooMany: nothing is written then
    """
    notice = unanswered(actor, notice_id)
    if not 0 <= found <= notice.boxes:
        raise FoundTooMany(boxes=notice.boxes, found=found)
    NoticeAnswer.objects.create(
        notice=notice, found=found, note=note.strip()[:200], at=now, answered_by=actor.name[:80]
    )
    audit.record(actor=actor, event="trace.notice_answered", subject=notice, at=now, data={"found": found})


def unanswered(actor: Actor, notice_id: int) -> Notice:
    """The notice, held still until the transaction ends, for who may answer it.

    :raises NotFound: if there is none, or it is another's
    :raises AlreadyAnswered: as it says
    """
    actor.must("trace.answer")
    notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None or not _may_answer(actor, notice):
        raise NotFound()
    if NoticeAnswer.objects.filter(notice=notice).exists():
        raise AlreadyAnswered()
    return notice


@transaction.atomic
def end_recall(*, actor: Actor, recall_id: int, report: str, now: datetime) -> None:
    """The recall is over: the report stays with the figures of this moment. What was stopped stays stopped.

    :raises StillUntold: while a holder has not answered
    :raises AlreadyEnded, NoReason: as the names say
    """
    actor.must("trace.recall")
    recall = Recall.objects.select_for_update().filter(pk=recall_id).first()
    if recall is None:
        raise NotFound()
    if RecallEnd.objects.filter(recall=recall).exists():
        raise AlreadyEnded()
    if not report.strip():
        raise NoReason()
    if untold := Notice.objects.filter(recall=recall, answer__isnull=True).count():
        raise StillUntold(notices=untold)
    reached = extent(seeds(start_of(recall)))
    now_figures = figures(reached, whereabouts(reached))
    found = sum(NoticeAnswer.objects.filter(notice__recall=recall).values_list("found", flat=True))
    RecallEnd.objects.create(
        recall=recall,
        report=report.strip(),
        figures=now_figures | {"found": found},
        at=now,
        ended_by=actor.name[:80],
    )
    audit.record(actor=actor, event="trace.recall_ended", subject=recall, at=now, data=now_figures | {"found": found})


def _may_answer(actor: Actor, notice: Notice) -> bool:
    reach = actor.reach("trace.answer")
    return reach.everywhere or notice.organisation_id in reach
