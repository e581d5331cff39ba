"""Plans: lists, figures, the documents behind one, why a lot goes where, what would be if."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound, Refusal
from lilian.planning import storage as planning
from lilian.storage.models import PlanRule, PlanTerms, StoragePlan
from lilian.storage.values import Figures, PlanStatus


class StillComputing(Refusal):
    code = "storage.plan_still_computing"
    sentence = gettext_noop("方案还没有算好。")
    remedy = gettext_noop("请等几秒再看。")


class NoTerms(Refusal):
    code = "storage.no_terms"
    sentence = gettext_noop("还没有登记运价和参数。")
    remedy = gettext_noop("请先登记运价、装卸费、道路系数、车速、延误损耗和贮藏月数。")


@dataclass(frozen=True)
class Documents:
    """A plan with everything it was worked out from. `notes`: names of lots and stores by code, for people."""

    problem: planning.Problem
    plan: planning.Plan
    practice: planning.Plan
    notes: dict[str, dict[str, dict[str, Any]]]


def plans(actor: Actor) -> QuerySet[StoragePlan]:
    """Newest first."""
    actor.must("storage.see_plan")
    return StoragePlan.objects.select_related("run", "run__job")


def plan(actor: Actor, pk: int) -> StoragePlan:
    """:raises NotFound: if there is none"""
    found = plans(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def documents(found: StoragePlan) -> Documents:
    """:raises StillComputing: if it has no answer yet"""
    if found.status == PlanStatus.COMPUTING:
        raise StillComputing()
    return Documents(
        problem=planning.problem_from_json(found.run.problem.encode()),
        plan=planning.plan_from_json(found.run.plan.encode()),
        practice=planning.plan_from_json(found.practice.encode()),
        notes=found.notes,
    )


def figures(found: StoragePlan) -> Figures:
    """:raises StillComputing: if it has no answer yet"""
    if found.cost_fen is None or found.practice_cost_fen is None:
        raise StillComputing()
    return Figures(
        cost_fen=found.cost_fen,
        lower_bound_fen=found.lower_bound_fen or 0,
        gap=found.gap or 0.0,
        practice_cost_fen=found.practice_cost_fen,
        saved_fen=found.saved_fen or 0,
        placed_g=found.placed_g or 0,
        unplaced_g=found.unplaced_g or 0,
        unplaced_lots=found.unplaced_lots or 0,
    )


def rules_of(found: StoragePlan) -> QuerySet[PlanRule]:
    """What people decided that holds for this plan and its re-plans, withdrawn ones too."""
    return PlanRule.objects.filter(root_id=found.root_id or found.pk)


def why(found: StoragePlan, lot_code: str) -> planning.Explanation:
    """Where a lot goes and the three next best stores, with what ruled each out."""
    papers = documents(found)
    return planning.explain(papers.problem, papers.plan, lot_code)


def what_if(found: StoragePlan, change: planning.Change) -> planning.WhatIf:
    """The plan as it would be with one change; nothing is written."""
    papers = documents(found)
    return planning.what_if(papers.problem, papers.plan, change)


def terms_on(day: date) -> PlanTerms:
    """:raises NoTerms: if none are in force that day"""
    found = PlanTerms.objects.filter(effective_from__lte=day).last()
    if found is None:
        raise NoTerms()
    return found
