"""Plans of the low season, the documents behind one, what people decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.idling.models import Decision, IdlingPlan
from lilian.kernel.marks import gettext_noop
from lilian.kernel.months import months_from
from lilian.kernel.refusal import NotFound, Refusal
from lilian.planning import consolidation as planning
from lilian.planning.consolidation.wire import plan_from_json, problem_from_json
from lilian.storage.values import PlanStatus


class StillComputing(Refusal):
    code = "idling.plan_still_computing"
    sentence = gettext_noop("方案还没有算好。")
    remedy = gettext_noop("请等几秒再看。")


class NothingInForce(Refusal):
    code = "idling.nothing_in_force"
    sentence = gettext_noop("还没有采纳过并库方案。")
    remedy = gettext_noop("请先做一份方案并采纳。")


@dataclass(frozen=True)
class Documents:
    """A plan with everything it was worked out from. `notes`: names of rooms and stores by code, for people."""

    problem: planning.Problem
    plan: planning.Plan
    practice: planning.Plan
    notes: dict[str, Any]


def plans(actor: Actor) -> QuerySet[IdlingPlan]:
    """Newest first."""
    actor.must("idling.see_plan")
    return IdlingPlan.objects.select_related("run", "run__job")


def plan(actor: Actor, pk: int) -> IdlingPlan:
    """:raises NotFound: if there is none"""
    found = plans(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def in_force(actor: Actor) -> IdlingPlan:
    """:raises NothingInForce: if none is"""
    found = plans(actor).filter(status=PlanStatus.ADOPTED).first()
    if found is None:
        raise NothingInForce()
    return found


def documents(found: IdlingPlan) -> Documents:
    """:raises StillComputing: if it has no answer yet"""
    if found.status == PlanStatus.COMPUTING:
        raise StillComputing()
    return Documents(
        problem=problem_from_json(found.run.problem.encode()),
        plan=plan_from_json(found.run.plan.encode()),
        practice=plan_from_json(found.practice.encode()),
        notes=found.notes,
    )


def months_of(found: IdlingPlan) -> tuple[date, ...]:
    """The first day of each of its months."""
    return months_from(found.first_month, found.months)


def decisions(actor: Actor) -> QuerySet[Decision]:
    """All that was decided, withdrawn ones too, newest first."""
    actor.must("idling.see_plan")
    return Decision.objects.select_related("room__store", "lot").order_by("-pk")
