"""Holders are telephoned: each call is kept, until one of them reaches the holder and answers the notice."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.trace import queries, rules
from lilian.trace.actions.ending import answer_notice, unanswered
from lilian.trace.actions.refusals import NotAPhone, NotCounted, PhoneNotWrong, SamePhone
from lilian.trace.models import CallAttempt
from lilian.trace.values import CallDraft, Outcome


@transaction.atomic
def note_call(*, actor: Actor, notice_id: int, draft: CallDraft, now: datetime) -> None:
    """A holder was telephoned. Who was reached has answered with that; any other call is kept beside those before.
    Where the number was wrong, the right one may be told: the next call goes there.

    :raises NotCounted: if who was reached did not say how many boxes are left
    :raises PhoneNotWrong, NotAPhone, SamePhone: of the number that is told
    :raises AlreadyAnswered, FoundTooMany: nothing is written then
    """
    actor.must("trace.call")
    if draft.new_phone.strip() and draft.outcome is not Outcome.WRONG_NUMBER:
        raise PhoneNotWrong()
    if draft.outcome is Outcome.REACHED:
        if draft.found is None:
            raise NotCounted()
        answer_notice(actor=actor, notice_id=notice_id, found=draft.found, note=draft.note, now=now)
        return
    notice = unanswered(actor, notice_id)
    CallAttempt.objects.create(
        notice=notice,
        outcome=draft.outcome.value,
        note=draft.note.strip()[:200],
        new_phone=_new_phone(actor, notice_id, draft.new_phone),
        at=now,
        called_by=actor.name[:80],
    )
    # That it was told is on record for good, the number itself is not.
    data = {"outcome": draft.outcome.value, "has_new_phone": bool(draft.new_phone.strip())}
    audit.record(actor=actor, event="trace.called_in_vain", subject=notice, at=now, data=data)


def _new_phone(actor: Actor, notice_id: int, given: str) -> str:
    """:raises NotAPhone, SamePhone: as the names say"""
    if not given.strip():
        return ""
    told = rules.phone(given)
    if not told:
        raise NotAPhone(given=given.strip())
    if rules.is_same_phone(told, queries.to_call(actor, notice_id).dial):
        raise SamePhone(phone=told)
    return told
