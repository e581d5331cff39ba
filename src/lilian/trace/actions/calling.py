"""Holders are telephoned: each call is kept, until one of them reaches the holder and answers the notice."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.trace.actions.ending import answer_notice, unanswered
from lilian.trace.actions.refusals import NotCounted
from lilian.trace.models import CallAttempt
from lilian.trace.values import CallDraft, Outcome


@transaction.atomic
def note_call(*, actor: Actor, notice_id: int, draft: CallDraft, now: datetime) -> None:
    """A holder was telephoned. Who was reached has answered with that; any other call is kept beside those before.

    :raises NotCounted: if who was reached did not say how many boxes are left
    :raises AlreadyAnswered, FoundTooMany: nothing is written then
    """
    actor.must("trace.call")
    if draft.outcome is Outcome.REACHED:
        if draft.found is None:
            raise NotCounted()
        answer_notice(actor=actor, notice_id=notice_id, found=draft.found, note=draft.note, now=now)
        return
    notice = unanswered(actor, notice_id)
    note, outcome = draft.note.strip()[:200], draft.outcome.value
    CallAttempt.objects.create(notice=notice, outcome=outcome, note=note, at=now, called_by=actor.name[:80])
    audit.record(actor=actor, event="trace.called_in_vain", subject=notice, at=now, data={"outcome": outcome})
