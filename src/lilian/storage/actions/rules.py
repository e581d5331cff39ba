"""People overrule a plan: this lot goes there, or not there; with a reason, and with what it costs."""

from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotFound, Refusal
from lilian.kernel.sentences import Word
from lilian.planning import storage as planning
from lilian.storage import planner, queries
from lilian.storage.actions.reasons import must_be_given
from lilian.storage.models import PlanRule, StoragePlan
from lilian.storage.values import PlanStatus, RuleKind


class AlreadyDecided(AlreadyDone):
    code = "storage.already_decided"
    sentence = gettext_noop("已经有同样的人工安排。")


class AlreadyWithdrawn(AlreadyDone):
    code = "storage.already_withdrawn"
    sentence = gettext_noop("这条人工安排已经撤销过了。")


class PlanAdopted(Refusal):
    code = "storage.plan_is_adopted"
    sentence = gettext_noop("这个方案已经采纳，不能再改。")
    remedy = gettext_noop("请重新做一个方案。")


def lock_lot(
    *, actor: Actor, plan_id: int, lot: str, store: str, reason: str, now: datetime, day: date | None = None
) -> int:
    """This lot goes into this store (on this day), in this plan's re-plans too; return the rule's key.

    :raises UnknownCode, LockedAndExcluded: if the plan does not know them or people said the opposite
    :raises NoReason, AlreadyDecided, PlanAdopted: if it cannot be set
    """
    rule = PlanRule(kind=RuleKind.LOCK, lot=lot, store=store, day=day, reason=reason)
    problem = _priced(actor, plan_id, rule, now)
    with transaction.atomic():
        return _kept(actor=actor, problem=problem, rule=rule, now=now)


def forbid(*, actor: Actor, plan_id: int, store: str, reason: str, now: datetime, lot: str = "") -> int:
    """This lot, or every lot where none is named, may not go into this store; return the rule's key.

    :raises UnknownCode, LockedAndExcluded, NoReason, AlreadyDecided, PlanAdopted: as `lock_lot`
    """
    rule = PlanRule(kind=RuleKind.FORBID, lot=lot, store=store, reason=reason)
    problem = _priced(actor, plan_id, rule, now)
    with transaction.atomic():
        return _kept(actor=actor, problem=problem, rule=rule, now=now)


def _priced(actor: Actor, plan_id: int, rule: PlanRule, now: datetime) -> planning.Problem:
    """Fill in the rule with its cost, worked out before the transaction; return what it was worked out for."""
    actor.must("storage.run_plan")
    plan = queries.plan(actor, plan_id)
    must_be_given(rule.reason)
    if plan.status in (PlanStatus.ADOPTED, PlanStatus.WITHDRAWN):
        raise PlanAdopted()
    rule.root_id, rule.set_at, rule.set_by = plan.root_id or plan.pk, now, actor.name[:80]
    papers = queries.documents(plan)
    _check_known(papers.problem, rule)
    rule.cost_fen, rule.placed_g = _cost_of(papers, _in_force(rule.root_id), rule)
    return papers.problem


def _in_force(root_id: int) -> list[PlanRule]:
    return list(PlanRule.objects.filter(root_id=root_id, withdrawn_at__isnull=True))


def _cost_of(papers: queries.Documents, in_force: list[PlanRule], rule: PlanRule) -> tuple[int, int]:
    """(cost, grams placed) with the rule less without, all other rules in force; where the weights are unlike, the cost
    without is that of as many tonnes as are placed with it."""
    before = planner.with_rules(papers.problem, in_force)
    within = planning.solve(planner.with_rules(papers.problem, [*in_force, rule]))
    without = papers.plan if before == papers.problem else planning.solve(before)
    placed_g = within.placed_g - without.placed_g
    if not placed_g or not without.placed_g:
        return within.cost_fen - without.cost_fen, placed_g
    return within.cost_fen - round(Fraction(without.cost_fen * within.placed_g, without.placed_g)), placed_g


def _check_known(problem: planning.Problem, rule: PlanRule) -> None:
    if rule.store not in {store.code for store in problem.stores}:
        raise planning.UnknownCode(what=Word("恒温库"), code_given=rule.store)
    if rule.lot and rule.lot not in {lot.code for lot in problem.lots}:
        raise planning.UnknownCode(what=Word("批次"), code_given=rule.lot)


def _kept(*, actor: Actor, problem: planning.Problem, rule: PlanRule, now: datetime) -> int:
    root = StoragePlan.objects.select_for_update().get(pk=rule.root_id)
    same = root.rules.filter(withdrawn_at__isnull=True, kind=rule.kind, lot=rule.lot, store=rule.store, day=rule.day)
    if same.exists():
        raise AlreadyDecided()
    planner.with_rules(problem, [*_in_force(root.pk), rule])  # once more: another may have said the opposite since
    rule.save(force_insert=True)
    data = {
        "lot": rule.lot,
        "store": rule.store,
        "reason": rule.reason,
        "cost_fen": rule.cost_fen,
        "placed_g": rule.placed_g,
    }
    audit.record(actor=actor, event=f"storage.{rule.kind}_set", subject=rule, at=now, data=data)
    return rule.pk


@transaction.atomic
def withdraw_rule(*, actor: Actor, rule_id: int, now: datetime) -> None:
    """:raises AlreadyWithdrawn: if it was withdrawn before"""
    actor.must("storage.run_plan")
    rule = PlanRule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound()
    if rule.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    PlanRule.objects.filter(pk=rule_id).update(withdrawn_at=now)
    audit.record(actor=actor, event="storage.rule_withdrawn", subject=rule, at=now)
