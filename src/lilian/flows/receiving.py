"""Fruit is received: what the field records say of its block is asked first. A slip that is settled stays."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.receiving import actions, queries
from lilian.receiving.values import Recorded, SlipDraft, Spray
from lilian.settlement import queries as settlement

# Block -> its sprayings. No module keeps field records yet; the one that will is named here.
FIELD_RECORDS: Callable[[int], Sequence[Spray]] | None = None


class SlipSettled(Refusal):
    code = "receiving.slip_settled"
    sentence = gettext_noop("收果单 {number} 已经结算入账，不能作废。")
    remedy = gettext_noop("结错了的，在结算单上提异议，由合作社补或者扣。")


@transaction.atomic
def receive_fruit(*, actor: Actor, draft: SlipDraft, client_key: str, now: datetime) -> Recorded:
    """Write a slip; the same key again is the same slip.

    :raises Refusal: as `receiving.actions.record_slip` says
    """
    sprays = known_sprays(draft.block_id)
    return actions.record_slip(actor=actor, draft=draft, sprays=sprays, client_key=client_key, now=now)


@transaction.atomic
def void_slip(*, actor: Actor, slip_id: int, reason: str, now: datetime) -> None:
    """Take a wrong slip back; what a posted statement settled is put right there.

    :raises SlipSettled: as the name says
    :raises Refusal: as `receiving.actions.void_slip` says
    """
    actions.void_slip(actor=actor, slip_id=slip_id, reason=reason, now=now)  # from here on the slip is ours
    if settlement.is_settled(slip_id):
        raise SlipSettled(number=queries.slip(actor, slip_id).number)


def known_sprays(block_id: int | None) -> Sequence[Spray] | None:
    """The sprayings of a block; None where nobody kept a record, which is not the same as none."""
    return FIELD_RECORDS(block_id) if FIELD_RECORDS and block_id is not None else None
