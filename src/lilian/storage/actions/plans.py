"""Plans are asked for here and worked out by a job; nothing is solved inside a request."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit, jobs, plan_runs
from lilian.base.actors import Actor
from lilian.base.jobs import Run
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound, Refusal
from lilian.planning import storage as planning
from lilian.planning.limits import Limits
from lilian.storage import papers, planner
from lilian.storage.models import PlanRule, StoragePlan
from lilian.storage.papers import Paper
from lilian.storage.sheets import PeakBook
from lilian.storage.values import PlanStatus

TOPIC, KIND = "storage", "storage.solve_plan"
CHECKING = gettext_noop("正在复核方案")
READYING = gettext_noop("正在准备计算程序，在这台电脑上第一次要等半分钟左右，已用 {seconds} 秒")
SOLVING = gettext_noop("正在计算：{lots} 批果，{stores} 座库")


class AdoptedAlready(Refusal):
    code = "storage.adopted_plan_not_replanned"
    sentence = gettext_noop("这个方案已经采纳，不能重算。")
    remedy = gettext_noop("要改先撤回这个方案；新来的批次请另做一个方案。")


class Unsound(Exception):
    """The checker found a fault in a plan: a fault of this program, never shown as a plan."""


def solve_text(problem: str, limits: Limits) -> plan_runs.Answered:
    """The question as JSON text to its checked answer.

    :raises Unsound: if the independent checker objects
    """
    asked = planning.problem_from_json(problem.encode())
    plan = planning.solve(asked, limits=limits)
    if wrong := planning.faults(asked, plan):
        raise Unsound("; ".join(wrong[:5]))
    text = planning.to_json(plan)
    return plan_runs.Answered(
        text.decode() if isinstance(text, bytes) else text, plan.cost_fen, plan.lower_bound_fen, plan.method
    )


plan_runs.register(TOPIC, solve_text)


@transaction.atomic
def start_live_plan(*, actor: Actor, first_day: date, now: datetime, days: int | None = None) -> int:
    """Ask for a plan of the lots that wait and the stores as they are; return the plan's key.

    :raises NothingWaits, NoStores, NoTerms: if there is nothing to plan, or nothing to plan with
    """
    actor.must("storage.run_plan")
    asked = planner.from_register(actor, first_day=first_day, days=days, now=now)
    title = f"{first_day:%Y-%m-%d}"
    return _start(actor, asked, title=title, is_live=True, root=_live_root(), now=now)


@transaction.atomic
def start_workbook_plan(*, actor: Actor, book: PeakBook, title: str, now: datetime) -> int:
    """Ask for a plan of the office's workbook; return the plan's key.

    :raises HasProblems: if a row of it is wrong
    """
    actor.must("storage.run_plan")
    return _start(actor, planner.from_book(book), title=title[:120], is_live=False, root=None, now=now)


@transaction.atomic
def replan(*, actor: Actor, plan_id: int, now: datetime) -> int:
    """Ask the same question again under the rules people have set since; return the new plan's key.

    :raises AdoptedAlready: if it is in force
    """
    actor.must("storage.run_plan")
    old = StoragePlan.objects.select_related("run").filter(pk=plan_id).first()
    if old is None:
        raise NotFound()
    if old.status == PlanStatus.ADOPTED:
        raise AdoptedAlready()
    if old.is_live:
        asked = planner.from_register(actor, first_day=old.first_day, days=old.days, now=now)
    else:
        asked = planner.Asked(planning.problem_from_json(old.run.problem.encode()), old.notes)
    return _start(actor, asked, title=old.title, is_live=old.is_live, root=old.root_id or old.pk, now=now)


def _live_root() -> int | None:
    """Plans of the register are one family: a rule set on one holds for the next evening's too."""
    first = StoragePlan.objects.filter(is_live=True, root__isnull=True).order_by("pk").first()
    return first.pk if first else None


def _start(actor: Actor, asked: planner.Asked, *, title: str, is_live: bool, root: int | None, now: datetime) -> int:
    decided = PlanRule.objects.filter(root_id=root, withdrawn_at__isnull=True) if root else []
    problem = planner.with_rules(asked.problem, decided)
    text = planning.to_json(problem)
    run = plan_runs.store_problem(
        actor=actor, topic=TOPIC, problem=text.decode() if isinstance(text, bytes) else text, now=now
    )
    made = StoragePlan.objects.create(
        run=run,
        root_id=root,
        title=title,
        is_live=is_live,
        first_day=problem.terms.first_day,
        days=problem.terms.days,
        notes=asked.notes,
        created_at=now,
        created_by=actor.name[:80],
    )
    run.job = jobs.start(actor=actor, kind=KIND, arguments={"plan": made.pk}, key=f"{KIND}:{made.pk}", now=now)
    run.save(update_fields=["job"])
    audit.record(actor=actor, event="storage.plan_started", subject=made, at=now, data={"problem": run.problem_digest})
    return made.pk


@jobs.handler(KIND)
def solve_plan(run: Run) -> None:
    """Solve, check, compare with today's practice; then write the plan and end the job in one transaction."""
    asked = StoragePlan.objects.select_related("run").get(pk=run.arguments["plan"])
    problem = planning.problem_from_json(asked.run.problem.encode())
    with jobs.Telling(run, READYING):
        planning.warm(problem)
    run.progress(0, 3, SOLVING, lots=len(problem.lots), stores=len(problem.stores))
    answered = plan_runs.work_out(asked.run)
    run.progress(2, 3, CHECKING)
    plan = planning.plan_from_json(answered.plan.encode())
    practice = planning.practice(problem)
    found = _found(problem, plan, practice)
    with run.finishing():
        now = timezone.now()
        plan_runs.finish(run_id=asked.run_id, answered=answered, now=now)
        StoragePlan.objects.filter(pk=asked.pk).update(status=PlanStatus.READY, **found)
        data = {"cost_fen": plan.cost_fen, "lower_bound_fen": plan.lower_bound_fen}
        audit.record(actor=run.actor, event="storage.plan_solved", subject=asked, at=now, data=data)


def _found(problem: planning.Problem, plan: planning.Plan, practice: planning.Plan) -> dict[str, Any]:
    text = planning.to_json(practice)
    paper = Paper(problem, plan, practice, made_at=timezone.now(), title="")
    return {
        "practice": text.decode() if isinstance(text, bytes) else text,
        "cost_fen": plan.cost_fen,
        "lower_bound_fen": plan.lower_bound_fen,
        "gap": plan.gap,
        "practice_cost_fen": practice.cost_fen,
        "practice_placed_g": practice.placed_g,
        "saved_fen": papers.saving(paper).saved_fen,
        "placed_g": plan.placed_g,
        "unplaced_g": plan.unplaced_g,
        "unplaced_lots": len({each.lot for each in plan.unplaced}),
    }
