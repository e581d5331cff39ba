"""Plans are asked for here and worked out by a job; nothing is solved inside a request."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit, jobs, plan_runs
from lilian.base.actors import Actor
from lilian.base.jobs import Run
from lilian.idling import planner
from lilian.idling.models import Decision, IdlingPlan
from lilian.kernel.marks import gettext_noop
from lilian.kernel.months import first_of
from lilian.kernel.refusal import Invalid
from lilian.planning import consolidation as planning
from lilian.planning.consolidation.wire import plan_from_json, problem_from_json, to_json
from lilian.planning.limits import Limits
from lilian.storage.values import PlanStatus

TOPIC, KIND = "consolidation", "idling.solve_plan"
LIMITS = Limits(time_s=60.0, gap=0.001)
FEWEST, MOST = 1, 12
SOLVING = gettext_noop("正在计算：{rooms} 间库房，{months} 个月，最多一分钟")
CHECKING = gettext_noop("正在复核方案")


class NoSuchSpan(Invalid):
    code = "idling.no_such_span"
    sentence = gettext_noop("一份并库方案管 1 到 12 个月，从本月或以后的月份开始。")


class Unsound(Exception):
    """The checker found a fault in a plan: a fault of this program, never shown as a plan."""


def solve_text(problem: str, limits: Limits) -> plan_runs.Answered:
    """The question as JSON text to its checked answer.

    :raises Unsound: if the independent checker objects
    """
    asked = problem_from_json(problem)
    plan = planning.solve(asked, limits=limits)
    if wrong := planning.faults(asked, plan):
        raise Unsound("; ".join(wrong[:5]))
    return plan_runs.Answered(_text(plan), plan.cost.total, plan.lower_bound_fen, plan.method)


plan_runs.register(TOPIC, solve_text)


def _text(value: Any) -> str:
    made = to_json(value)
    return made.decode() if isinstance(made, bytes) else made


def question(*, actor: Actor, first_month: date, months: int, now: datetime) -> planner.Asked:
    """The stores as they are, under every decision in force; nothing is written.

    :raises NoSuchSpan: if it is not about 1 to 12 months from this one on
    :raises NoFruit, NothingLeaves, NoTerms, BadConsolidation: if there is nothing to plan, or decisions contradict
    """
    actor.must("idling.run_plan")
    first = first_of(first_month)
    if not FEWEST <= months <= MOST or first < planner.this_month(now):
        raise NoSuchSpan()
    found = planner.from_register(actor, first_month=first, months=months, now=now)
    decided = Decision.objects.filter(withdrawn_at__isnull=True).select_related("room__store").order_by("pk")
    return planner.with_decisions(found, decided)


@transaction.atomic
def start_plan(*, actor: Actor, first_month: date, months: int, now: datetime) -> int:
    """Ask for a plan of `question`; return its key.

    Asked for again it is the re-plan: next month's, or the same one after people decided something.

    :raises NoSuchSpan, NoFruit, NothingLeaves, NoTerms, BadConsolidation: as `question`
    """
    asked = question(actor=actor, first_month=first_month, months=months, now=now)
    run = plan_runs.store_problem(actor=actor, topic=TOPIC, problem=_text(asked.problem), now=now, limits=LIMITS)
    made = IdlingPlan.objects.create(
        run=run,
        first_month=asked.span[0],
        months=months,
        notes=asked.notes | {"lying": [asdict(each) for each in asked.lying]},
        created_at=now,
        created_by=actor.name[:80],
    )
    run.job = jobs.start(actor=actor, kind=KIND, arguments={"plan": made.pk}, key=f"{KIND}:{made.pk}", now=now)
    run.save(update_fields=["job"])
    audit.record(actor=actor, event="idling.plan_started", subject=made, at=now, data={"problem": run.problem_digest})
    return made.pk


@jobs.handler(KIND)
def solve_plan(run: Run) -> None:
    """Solve, check, compare with today's practice; then write the plan and end the job in one transaction."""
    asked = IdlingPlan.objects.select_related("run").get(pk=run.arguments["plan"])
    problem = problem_from_json(asked.run.problem)
    run.progress(0, 3, SOLVING, rooms=len(problem.rooms), months=problem.terms.months)
    answered = plan_runs.work_out(asked.run)
    run.progress(2, 3, CHECKING)
    plan, practice = plan_from_json(answered.plan), planning.practice(problem)
    found = {
        "practice": _text(practice),
        "cost_fen": plan.cost.total,
        "lower_bound_fen": plan.lower_bound_fen,
        "practice_cost_fen": practice.cost.total,
        "energy_wh": planning.energy_wh(problem, plan),
        "practice_energy_wh": planning.energy_wh(problem, practice),
    }
    with run.finishing():
        now = timezone.now()
        plan_runs.finish(run_id=asked.run_id, answered=answered, now=now)
        IdlingPlan.objects.filter(pk=asked.pk).update(status=PlanStatus.READY, **found)
        data = {"cost_fen": plan.cost.total, "lower_bound_fen": plan.lower_bound_fen}
        audit.record(actor=run.actor, event="idling.plan_solved", subject=asked, at=now, data=data)
