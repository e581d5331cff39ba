"""A wrong slip is taken back whole, by a reversing entry; a right one is then written anew."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid
from lilian.receiving import queries
from lilian.receiving.models import Slip, SlipVoid
from lilian.stock import actions as stock


class AlreadyVoid(AlreadyDone):
    code = "receiving.already_void"
    sentence = gettext_noop("收果单 {number} 已经作废了。")


class VoidWithoutReason(Invalid):
    code = "receiving.void_without_reason"
    sentence = gettext_noop("请写明为什么作废。")


@transaction.atomic
def void_slip(*, actor: Actor, slip_id: int, reason: str, now: datetime) -> None:
    """The fruit leaves the books again; what was moved on or sorted must come back first.

    :raises AlreadyVoid, VoidWithoutReason: as the names say
    :raises NotEnough: if the fruit is no longer at the point
    """
    slip = queries.slip(actor, slip_id)
    actor.must("receiving.void", organisation_id=slip.location.organisation_id)
    if not reason.strip():
        raise VoidWithoutReason()
    Slip.objects.select_for_update(of=("self",)).get(pk=slip_id)
    if SlipVoid.objects.filter(slip_id=slip_id).exists():
        raise AlreadyVoid(number=slip.number)
    reversed_by = stock.reverse(
        actor=actor,
        entry_id=slip.entry_id,
        reason=reason,
        client_key=f"void:{slip.number}",
        day=timezone.localdate(now),
        now=now,
        by="receiving",
    )
    made = SlipVoid.objects.create(
        slip_id=slip_id, entry_id=reversed_by.entry_id, reason=reason.strip()[:200], at=now, voided_by=actor.name[:80]
    )
    data = {"number": slip.number, "reason": made.reason}
    audit.record(actor=actor, event="receiving.slip_voided", subject=slip, at=now, data=data)
