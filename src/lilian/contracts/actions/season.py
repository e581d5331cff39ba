"""Through the season: milestones are reached, a guaranteed purchase is refused with a reason and a second person."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.contracts import queries
from lilian.contracts.actions.writing import NoSuchGrade
from lilian.contracts.models import Contract, MilestoneDone, PurchaseRefusal, RefusalAnswer
from lilian.contracts.queries.season import may_speak, refusal
from lilian.contracts.values.terms import ESTIMATE, Refused
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal


class NoSuchMilestone(Invalid):
    code = "contracts.no_such_milestone"
    sentence = gettext_noop("合同里没有这个节点。")


class MilestoneReached(AlreadyDone):
    code = "contracts.milestone_reached"
    sentence = gettext_noop("这个节点已经办过了。")


class MilestoneAhead(Invalid):
    code = "contracts.milestone_ahead"
    sentence = gettext_noop("办的日期还没有到。")


class EstimateUnsaid(Invalid):
    code = "contracts.estimate_unsaid"
    sentence = gettext_noop("估产要填估计有多少，别的节点不填。")


class NotInForce(Refusal):
    code = "contracts.not_in_force"
    sentence = gettext_noop("合同 {number} 这一天没有生效。")


class RefusalUnexplained(Invalid):
    code = "contracts.refusal_unexplained"
    sentence = gettext_noop("拒收要写明重量和情况，有检测单的写上编号。")


class SamePerson(Refusal):
    code = "contracts.same_person"
    sentence = gettext_noop("提出拒收的人不能自己复核。")
    remedy = gettext_noop("请另一个人来复核。")


class AlreadyAnswered(AlreadyDone):
    code = "contracts.already_answered"
    sentence = gettext_noop("这次拒收已经复核过了。")


@transaction.atomic
def record_milestone(
    *, actor: Actor, contract_id: int, milestone: str, day: date, now: datetime,
    estimate_g: int | None = None, note: str = "",
) -> int:  # fmt: skip
    """A milestone of the newest terms was reached; a yield estimate may come again, and the latest counts.

    :raises NoSuchMilestone, MilestoneReached, MilestoneAhead, EstimateUnsaid, NotFound: nothing is written then
    """
    contract = queries.contract(actor, contract_id)
    actor.must("contracts.follow", organisation_id=contract.coop_id)
    newest = contract.terms.order_by("-number")[0]
    if milestone not in {one["key"] for one in newest.milestones}:
        raise NoSuchMilestone()
    if day > timezone.localdate(now):
        raise MilestoneAhead()
    if (milestone == ESTIMATE) != (estimate_g is not None) or (estimate_g or 0) < 0:
        raise EstimateUnsaid()
    hold_name(f"contracts milestone\n{contract_id}", wait=True)
    if milestone != ESTIMATE and MilestoneDone.objects.filter(contract=contract, milestone=milestone).exists():
        raise MilestoneReached()
    made = MilestoneDone.objects.create(
        contract=contract, milestone=milestone, day=day, estimate_g=estimate_g, note=note.strip()[:200], at=now,
        recorded_by=actor.name[:80],
    )  # fmt: skip
    data = {"number": contract.number, "milestone": milestone, "estimate_g": estimate_g}
    audit.record(actor=actor, event="contracts.milestone_reached", subject=contract, at=now, data=data)
    return made.pk


@transaction.atomic
def ask_refusal(
    *, actor: Actor, contract_id: int, grade: str, weight_g: int, day: date, reason: Refused, note: str, now: datetime
) -> int:
    """The buyer's side asks not to take fruit it guaranteed to; nothing is refused until somebody else agrees.

    :raises NotInForce, NoSuchGrade, RefusalUnexplained, NotFound: nothing is written then
    """
    contract = _spoken_of(actor, contract_id, "contracts.refuse")
    terms = queries.terms_on(actor, day, contract_ids=[contract_id])
    if not terms or day > timezone.localdate(now):
        raise NotInForce(number=contract.number)
    if grade not in {line.grade for line in terms[0].terms.lines}:
        raise NoSuchGrade(given=grade)
    if weight_g <= 0 or not note.strip():
        raise RefusalUnexplained()
    made = PurchaseRefusal.objects.create(
        contract=contract, grade=grade, weight_g=weight_g, day=day, reason=reason.value, note=note.strip()[:200],
        at=now, asked_by=actor.name[:80], asker_id=actor.answerable_id,
    )  # fmt: skip
    data = {"number": contract.number, "weight_g": weight_g, "reason": reason.value}
    audit.record(actor=actor, event="contracts.refusal_asked", subject=contract, at=now, data=data)
    return made.pk


@transaction.atomic
def answer_refusal(*, actor: Actor, refusal_id: int, is_upheld: bool, now: datetime, note: str = "") -> None:
    """A second person agrees that the fruit is not bought, or that it must be.

    :raises SamePerson, AlreadyAnswered, NotFound: nothing is written then
    """
    found = refusal(actor, refusal_id)
    contract = _spoken_of(actor, found.contract_id, "contracts.answer_refusal")
    hold_name(f"contracts refusal\n{refusal_id}", wait=True)
    if RefusalAnswer.objects.filter(refusal_id=refusal_id).exists():
        raise AlreadyAnswered()
    if actor.is_who(found.asker_id, found.asked_by):
        raise SamePerson()
    RefusalAnswer.objects.create(
        refusal_id=refusal_id, is_upheld=is_upheld, note=note.strip()[:200], at=now, answered_by=actor.name[:80],
        answerer_id=actor.answerable_id,
    )  # fmt: skip
    data = {"number": contract.number, "refusal": refusal_id, "upheld": is_upheld}
    audit.record(actor=actor, event="contracts.refusal_answered", subject=contract, at=now, data=data)


def _spoken_of(actor: Actor, contract_id: int, permission: str) -> Contract:
    """:raises NotAllowed, NotFound: if the actor speaks for neither the buyer nor the co-operative"""
    actor.must(permission)
    contract = queries.contract(actor, contract_id)
    if not may_speak(actor, contract, permission):
        raise NotFound()
    return contract
