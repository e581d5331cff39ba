"""Anybody who has a box may say what is wrong with it; the office answers."""

from datetime import datetime, timedelta

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.packing import queries as packing
from lilian.passport.models import Complaint, ComplaintAnswer
from lilian.passport.values import ComplaintDraft

# A machine that fills in forms is stopped by these, without anything being kept about who sends them.
MOST_OF_A_BOX, MOST_AN_HOUR, HOUR = 3, 60, timedelta(hours=1)


class NothingSaid(Invalid):
    code = "passport.nothing_said"
    sentence = gettext_noop("请写一句哪里不好。")


class TooMany(Refusal):
    code = "passport.too_many_complaints"
    sentence = gettext_noop("这会儿收到的反映太多，这一条没有记下。")
    remedy = gettext_noop("请一小时后再试，或按箱上的电话联系卖家。")


class AlreadyAnswered(AlreadyDone):
    code = "passport.already_answered"
    sentence = gettext_noop("这条反映已经答复过了。")


@transaction.atomic
def complain(*, actor: Actor, code: str, draft: ComplaintDraft, now: datetime) -> int:
    """Keep what somebody says about the box with this code; return its key. Whoever has the code may.

    :raises NotFound: if no box has it
    :raises NothingSaid, TooMany: if it is empty, or too many came in an hour, of this box or at all
    """
    box_id = packing.existing([code]).get(code)
    if box_id is None:
        raise NotFound()
    text = draft.text.strip()[:500]
    if not text:
        raise NothingSaid()
    lately = Complaint.objects.filter(at__gt=now - HOUR)
    if lately.filter(box=box_id).count() >= MOST_OF_A_BOX or lately.count() >= MOST_AN_HOUR:
        raise TooMany()
    said = Complaint.objects.create(box_id=box_id, text=text, contact=draft.contact.strip()[:60], at=now)
    audit.record(actor=actor, event="passport.complained", subject=said, at=now, data={"box": box_id})
    return said.pk


@transaction.atomic
def answer(*, actor: Actor, complaint_id: int, text: str, now: datetime) -> None:
    """Write down what was done about a complaint; it leaves the list of things to do.

    :raises NothingSaid: if that is empty
    :raises AlreadyAnswered: if somebody did before
    """
    actor.must("passport.answer")
    complaint = Complaint.objects.select_for_update().filter(pk=complaint_id).first()
    if complaint is None:
        raise NotFound()
    if not text.strip():
        raise NothingSaid()
    if ComplaintAnswer.objects.filter(complaint=complaint).exists():
        raise AlreadyAnswered()
    ComplaintAnswer.objects.create(complaint=complaint, text=text.strip()[:300], at=now, answered_by=actor.name[:80])
    audit.record(actor=actor, event="passport.answered", subject=complaint, at=now)
