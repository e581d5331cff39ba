"""Owners say how much they mean to take out in which month."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.idling.models import PlannedWithdrawal
from lilian.idling.values import WithdrawalDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.months import first_of
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members import queries as members

MOST_G = 10**11


class SameAsBefore(AlreadyDone):
    code = "idling.withdrawal_same"
    sentence = gettext_noop("计划出库就是这样记的，没有要改的。")


class NoSuchWeight(Invalid):
    code = "idling.no_such_weight"
    sentence = gettext_noop("计划出库要在 0 到 10 万吨之间。")


@transaction.atomic
def plan_withdrawals(*, actor: Actor, drafts: Sequence[WithdrawalDraft], now: datetime) -> int:
    """Write what changed; return how many rows that were. 0 grams takes a plan back.

    :raises SameAsBefore: if nothing changed
    :raises NoSuchWeight: if a weight makes no sense; nothing is written then
    """
    actor.must("idling.plan_withdrawals")
    varieties = set(catalog.varieties().values_list("pk", flat=True))
    owners = set(members.organisations(actor).values_list("pk", flat=True))
    made = []
    for draft in drafts:
        actor.must("idling.plan_withdrawals", organisation_id=draft.owner_id)
        if draft.variety_id not in varieties or draft.owner_id not in owners:
            raise NotFound()
        if not 0 <= draft.weight_g <= MOST_G:
            raise NoSuchWeight()
        if draft.weight_g != _now(draft):
            made.append(_row(actor, draft, now))
    if not made:
        raise SameAsBefore()
    PlannedWithdrawal.objects.bulk_create(made)
    data = {"rows": len(made), "weight_g": sum(one.weight_g for one in made)}
    audit.record(actor=actor, event="idling.withdrawals_planned", subject="idling.PlannedWithdrawal", at=now, data=data)
    return len(made)


def _now(draft: WithdrawalDraft) -> int:
    same = PlannedWithdrawal.objects.filter(
        owner_id=draft.owner_id, variety_id=draft.variety_id, grade=draft.grade, month=first_of(draft.month)
    )
    last = same.order_by("-pk").first()
    return last.weight_g if last else 0


def _row(actor: Actor, draft: WithdrawalDraft, now: datetime) -> PlannedWithdrawal:
    return PlannedWithdrawal(
        owner_id=draft.owner_id,
        variety_id=draft.variety_id,
        grade=draft.grade,
        month=first_of(draft.month),
        weight_g=draft.weight_g,
        set_at=now,
        set_by=actor.name[:80],
    )
