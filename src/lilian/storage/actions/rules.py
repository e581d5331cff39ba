"""People overrule a plan: this lot goes there, or not there; with a reason, and with what it costs."""

from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.planning import storage as planning
from lilian.storage import planner, queries
from lilian.storage.models import PlanRule, StoragePlan
from lilian.storage.values import PlanStatus, RuleKind


class NoReason(Invalid):
    code = "storage.no_reason"
    sentence = gettext_noop("请写明原因。")


class AlreadyDecided(AlreadyDone):
    code = "storage.already_decided"
    sentence = gettext_noop("已经有同样的人工安排。")


class AlreadyWithdrawn(AlreadyDone):
    code = "storage.already_withdrawn"
    sentence = gettext_noop("这条人工安排已经撤销过了。")


class PlanAdopted(Refusal):
    code = "storage.plan_is_adopted"
    sentence = gettext_noop("这个方案已经采纳,不能再改。")
    remedy = gettext_noop("请重新做一个方案。")


def lock_lot(
    *, actor: Actor, plan_id: int, lot: str, store: str, reason: str, now: datetime, day: date | None = None
) -> int:
    """This lot goes into this store (on this day), in this plan's re-plans too; return the rule's key.

    :raises UnknownCode, LockedAndExcluded: if the plan does not know them or people said the opposite
    :raises NoReason, AlreadyDecided, PlanAdopted: if it cannot be set
    """
    rule = PlanRule(kind=RuleKind.LOCK, lot=lot, store=store, day=day, reason=reason)
    return _set(actor=actor, plan_id=plan_id, rule=rule, now=now)


def forbid(*, actor: Actor, plan_id: int, store: str, reason: str, now: datetime, lot: str = "") -> int:
    """This lot, or every lot where none is named, may not go into this store; return the rule's key.

    :raises UnknownCode, LockedAndExcluded, NoReason, AlreadyDecided, PlanAdopted: as `lock_lot`
    """
    rule = PlanRule(kind=RuleKind.FORBID, lot=lot, store=store, reason=reason)
    return _set(actor=actor, plan_id=plan_id, rule=rule, now=now)


def _set(*, actor: Actor, plan_id: int, rule: PlanRule, now: datetime) -> int:
    """The cost is worked out before the transaction: what the plan under the rule costs more than this one."""
    actor.must("storage.run_plan")
    plan = queries.plan(actor, plan_id)
    if not rule.reason.strip():
        raise NoReason()
    if plan.status in (PlanStatus.ADOPTED, PlanStatus.WITHDRAWN):
        raise PlanAdopted()
    rule.root_id, rule.set_at, rule.set_by = plan.root_id or plan.pk, now, actor.name[:80]
    rule.cost_fen = _cost_of(plan, rule)
    return _kept(actor=actor, rule=rule, now=now)


def _cost_of(plan: StoragePlan, rule: PlanRule) -> int:
    """Cost with the rule less cost without, all other rules in force."""
    papers = queries.documents(plan)
    in_force = list(queries.rules_of(plan).filter(withdrawn_at__isnull=True))
    without = planner.with_rules(papers.problem, in_force)
    within = planner.with_rules(papers.problem, [*in_force, rule])
    _check_known(papers.problem, rule)
    return planning.solve(within).cost_fen - planning.solve(without).cost_fen


def _check_known(problem: planning.Problem, rule: PlanRule) -> None:
    if rule.store not in {store.code for store in problem.stores}:
        raise planning.UnknownCode(what="恒温库", code_given=rule.store)
    if rule.lot and rule.lot not in {lot.code for lot in problem.lots}:
        raise planning.UnknownCode(what="批次", code_given=rule.lot)


@transaction.atomic
def _kept(*, actor: Actor, rule: PlanRule, now: datetime) -> int:
    root = StoragePlan.objects.select_for_update().get(pk=rule.root_id)
    same = root.rules.filter(withdrawn_at__isnull=True, kind=rule.kind, lot=rule.lot, store=rule.store, day=rule.day)
    if same.exists():
        raise AlreadyDecided()
    rule.save(force_insert=True)
    data = {"lot": rule.lot, "store": rule.store, "reason": rule.reason, "cost_fen": rule.cost_fen}
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
