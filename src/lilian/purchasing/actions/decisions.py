"""Whom to buy from: asked here, worked out by a job, taken by people. Nothing is solved inside a request."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit, jobs, plan_runs
from lilian.base.actors import Actor
from lilian.base.jobs import Run
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound
from lilian.kernel.sentences import Word
from lilian.planning import purchasing as planning
from lilian.planning.limits import Limits
from lilian.purchasing import planner, queries
from lilian.purchasing.actions.campaigns import locked, move
from lilian.purchasing.actions.refusals import (
    AlreadyTaken,
    AnswerOutdated,
    NoReason,
    NotAWinnerCount,
    StillSealed,
    WrongStage,
)
from lilian.purchasing.models import Allotment, Article, Campaign, Decision
from lilian.purchasing.rules.sharing import Given, share_out
from lilian.purchasing.values import STAGE_NAMES, DecisionStatus, Stage

TOPIC, KIND = "purchasing", "purchasing.solve_decision"
LIMITS = Limits(time_s=30.0)
ALONE = Limits(time_s=2.0)  # for each supplier left out, and for each place by itself
DIVIDING = Limits(time_s=20.0)
SOLVING = gettext_noop("正在计算：{suppliers} 家报价，{items} 种农资，最多半分钟")
EXPLAINING = gettext_noop("正在比较：不合买要多少钱，少一家会怎样")
SHARING = gettext_noop("正在分摊：谁也不比自己买吃亏")


class Unsound(Exception):
    """The checker found a fault in a plan: a fault of this program, never shown as a plan."""


def solve_text(problem: str, limits: Limits) -> plan_runs.Answered:
    """The question as JSON text to its checked answer.

    :raises Unsound: if the independent checker objects
    """
    asked = planning.problem_from_json(problem)
    plan = planning.solve(asked, limits=limits)
    if wrong := planning.faults(asked, plan):
        raise Unsound("; ".join(wrong[:5]))
    return plan_runs.Answered(planning.to_json(plan).decode(), plan.cost_fen, plan.lower_bound_fen, plan.method)


plan_runs.register(TOPIC, solve_text)


@transaction.atomic
def start_decision(
    *,
    actor: Actor,
    campaign_id: int,
    now: datetime,
    excluded: Collection[str] = (),
    max_winners: int | None = None,
) -> int:
    """Ask for the cheapest way to buy what was approved, without some suppliers or with few winners; return its key.

    :raises StillSealed: before the bids are opened
    :raises WrongStage, NothingNeeded, NothingBid, NotAWinnerCount: if there is nothing to decide
    """
    made = _asked(actor, campaign_id, excluded, max_winners, now)
    run = made.run
    run.job = jobs.start(actor=actor, kind=KIND, arguments={"decision": made.pk}, key=f"{KIND}:{made.pk}", now=now)
    run.save(update_fields=["job"])
    data = {"problem": run.problem_digest, "excluded": made.excluded, "max_winners": max_winners}
    audit.record(actor=actor, event="purchasing.decision_started", subject=made, at=now, data=data)
    return made.pk


def _asked(
    actor: Actor, campaign_id: int, excluded: Collection[str], max_winners: int | None, now: datetime
) -> Decision:
    campaign = locked(actor, campaign_id, Stage.QUOTING)
    if not queries.bids_are_open(campaign, now):
        raise StillSealed(until=timezone.localtime(campaign.quotes_until).strftime("%Y-%m-%d %H:%M"))
    if max_winners is not None and max_winners < 1:
        raise NotAWinnerCount()
    asked = planner.question(actor, campaign, now=now, excluded=excluded, max_winners=max_winners)
    run = plan_runs.store_problem(
        actor=actor, topic=TOPIC, problem=planning.to_json(asked.problem).decode(), now=now, limits=LIMITS
    )
    return Decision.objects.create(
        campaign=campaign,
        run=run,
        excluded=sorted(excluded),
        max_winners=max_winners,
        names=asked.names,
        created_at=now,
        created_by=actor.name[:80],
    )


@jobs.handler(KIND)
def solve_decision(run: Run) -> None:
    """Solve, check, explain, divide; then write the answer and end the job in one transaction."""
    asked = Decision.objects.select_related("run").get(pk=run.arguments["decision"])
    answered, report = _worked_out(asked, run.progress)
    with run.finishing():
        _keep(run.actor, asked, answered, report, timezone.now())


@transaction.atomic
def decide_at_once(*, actor: Actor, campaign_id: int, now: datetime) -> int:
    """As `start_decision`, but worked out here and now: for a campaign played from beginning to end, as the demo's.

    :raises StillSealed, WrongStage, NothingNeeded, NothingBid: if there is nothing to decide
    """
    made = _asked(actor, campaign_id, (), None, now)
    answered, report = _worked_out(made, lambda *_done, **_said: None)
    _keep(actor, made, answered, report, now)
    return made.pk


def _worked_out(asked: Decision, progress: Callable[..., None]) -> tuple[plan_runs.Answered, planning.Report]:
    """The checked answer, and what is said of it."""
    problem = planning.problem_from_json(asked.run.problem)
    progress(0, 3, SOLVING, suppliers=len(problem.suppliers), items=len(problem.items))
    answered = plan_runs.work_out(asked.run)
    plan = planning.plan_from_json(answered.plan)
    progress(1, 3, EXPLAINING)
    compared = planning.compare(problem, plan, limits=ALONE)
    standings = planning.why_suppliers(problem, plan, limits=ALONE)
    progress(2, 3, SHARING)
    steps, division = planning.next_steps(problem, plan), _division(problem, plan)
    return answered, planning.Report(plan, steps, standings, compared, division)


def _keep(actor: Actor, asked: Decision, answered: plan_runs.Answered, report: planning.Report, now: datetime) -> None:
    plan_runs.finish(run_id=asked.run_id, answered=answered, now=now)
    Decision.objects.filter(pk=asked.pk).update(
        status=DecisionStatus.READY.value,
        report=planning.to_json(report).decode(),
        cost_fen=report.plan.cost_fen,
        lower_bound_fen=report.plan.lower_bound_fen,
        practice_cost_fen=report.comparison.practice_fen,
        apart_cost_fen=report.comparison.apart_fen,
    )
    data = {"cost_fen": report.plan.cost_fen, "lower_bound_fen": report.plan.lower_bound_fen}
    audit.record(actor=actor, event="purchasing.decision_solved", subject=asked, at=now, data=data)


def _division(problem: planning.Problem, plan: planning.Plan) -> planning.Division | None:
    """Each place's share, checked like the plan; None where something is missing.

    :raises Unsound: if the independent checker objects
    """
    if plan.missing_units or not plan.orders:
        return None
    division = planning.divide(problem, plan, limits=DIVIDING)
    if wrong := planning.share_faults(problem, plan, division):
        raise Unsound("; ".join(wrong[:5]))
    return division


@transaction.atomic
def adopt_decision(*, actor: Actor, decision_id: int, reason: str, now: datetime) -> int:
    """Take one answer: its prices and shares are frozen from then on; return how many buyers get something.

    :raises AlreadyTaken, StillComputing, NoReason: as the names say
    :raises AnswerOutdated: if needs or bids are not those it was asked for
    """
    actor.must("purchasing.run")
    found = Decision.objects.filter(pk=decision_id).first()
    if found is None:
        raise NotFound()
    campaign = locked(actor, found.campaign_id)
    if queries.taken(campaign.pk):
        raise AlreadyTaken()
    if campaign.stage != Stage.QUOTING:
        raise WrongStage(stage=Word(STAGE_NAMES[Stage(campaign.stage)]))
    if not reason.strip():
        raise NoReason()
    papers = queries.documents(queries.decision(actor, decision_id))
    given = _shared(actor, campaign, found, papers, now)
    _write(found, given, actor, reason, now)
    _remember_prices(campaign, papers)
    move(campaign, Stage.DECIDED)
    data = {
        "cost_fen": found.cost_fen,
        "buyers": sum(1 for each in given if each.given),
        "reason": reason.strip()[:200],
    }
    audit.record(actor=actor, event="purchasing.decision_taken", subject=found, at=now, data=data)
    return sum(1 for each in given if each.given)


def _shared(actor: Actor, campaign: Campaign, found: Decision, papers: queries.Documents, now: datetime) -> list[Given]:
    """:raises AnswerOutdated: if the question would be another one today"""
    again = planner.question(actor, campaign, now=now, excluded=found.excluded, max_winners=found.max_winners)
    if again.problem != papers.problem:
        raise AnswerOutdated()
    return share_out(again.claims, planner.bought(papers.problem, papers.plan, papers.report.division))


def _write(found: Decision, given: Sequence[Given], actor: Actor, reason: str, now: datetime) -> None:
    Decision.objects.filter(pk=found.pk).update(
        status=DecisionStatus.ADOPTED.value,
        version=Decision.objects.filter(campaign=found.campaign_id, version__isnull=False).count() + 1,
        reason=reason.strip()[:200],
        adopted_at=now,
        adopted_by=actor.name[:80],
    )
    Allotment.objects.bulk_create(
        [
            Allotment(
                decision=found,
                need_id=each.claim.need_id,
                article_id=each.claim.article_id,
                why=each.why.value,
                asked=each.claim.asked,
                given=each.given,
                extra=each.extra,
                amount_fen=each.amount_fen,
                pool=each.pool,
                pool_asked=each.pool_asked,
                spare=each.spare,
            )
            for each in given
        ],
        batch_size=1_000,
    )


def _remember_prices(campaign: Campaign, papers: queries.Documents) -> None:
    """The winning bid's steps are what members see next year, with no supplier's name."""
    winners: dict[str, tuple[int, str]] = {}
    for each in papers.plan.purchases:
        winners[each.item] = max(winners.get(each.item, (0, "")), (each.quantity, each.supplier))
    won = {(supplier, item) for item, (_, supplier) in winners.items()}
    tiers: dict[int, Any] = defaultdict(list)
    for offer in papers.problem.offers:
        if (offer.supplier, offer.item) in won:
            tiers[int(offer.item)] = [list(step) for step in zip(offer.starts, offer.prices_fen[0], strict=True)]
    changed = list(Article.objects.filter(campaign=campaign, pk__in=tiers))
    for article in changed:
        article.tiers = tiers[article.pk]
    Article.objects.bulk_update(changed, ["tiers"], batch_size=500)
