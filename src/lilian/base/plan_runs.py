"""Plans kept with their whole question, so that any of them can be worked out again and compared."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.db import transaction

from lilian.base.actors import Actor
from lilian.base.models import PlanRun
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Refusal
from lilian.planning.limits import Limits

SOLVER_PACKAGES = ("lilian", "numpy", "scipy", "numba", "highspy", "pyvrp")


class AlreadySolved(AlreadyDone):
    code = "base.plan_run_already_solved"
    sentence = gettext_noop("这次测算已经有结果了。")


class NotReplayable(Refusal):
    code = "base.plan_run_not_replayable"
    sentence = gettext_noop("第 {run} 次测算存下的问题被改动过，不能重算。")
    remedy = gettext_noop("请从备份恢复，或按现在的数据重新测算。")


class UnknownTopic(Exception):
    """A plan run names a topic that nobody registered; a fault of the program."""


@dataclass(frozen=True)
class Answered:
    """A plan as JSON text with the figures shown in lists."""

    plan: str
    cost_fen: int | None = None
    lower_bound_fen: int | None = None
    method: str = ""


Solve = Callable[[str, Limits], Answered]
TOPICS: dict[str, Solve] = {}


def register(topic: str, solve: Solve) -> None:
    """`solve` takes the problem as JSON text and its limits."""
    TOPICS[topic] = solve


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def versions() -> dict[str, str]:
    """Of everything that can change an answer."""
    return {name: version(name) for name in SOLVER_PACKAGES}


@transaction.atomic
def store_problem(*, actor: Actor, topic: str, problem: str, now: datetime, limits: Limits | None = None) -> PlanRun:
    """Keep a question (JSON text) in the caller's transaction, to be solved by a job.

    :raises UnknownTopic: if the topic is not registered
    """
    _solver(topic)
    limits = limits or Limits()
    return PlanRun.objects.create(
        topic=topic,
        problem=problem,
        problem_digest=digest(problem),
        limits=asdict(limits),
        seed=limits.seed,
        user_id=actor.user_id,
        actor_name=actor.name[:80],
        created_at=now,
    )


def work_out(run: PlanRun) -> Answered:
    """Solve the stored question, outside any transaction; nothing is written.

    :raises NotReplayable: if the stored question is not what was stored
    """
    if digest(run.problem) != run.problem_digest:
        raise NotReplayable(run=run.pk)
    return _solver(run.topic)(run.problem, Limits(**run.limits))


@transaction.atomic
def finish(*, run_id: int, answered: Answered, now: datetime) -> PlanRun:
    """Keep the answer, in the transaction that ends the job.

    :raises AlreadySolved: if it has one
    """
    run = PlanRun.objects.select_for_update().get(pk=run_id)
    if run.status == PlanRun.SOLVED:
        raise AlreadySolved()
    changes: dict[str, Any] = {
        "status": PlanRun.SOLVED,
        "plan": answered.plan,
        "plan_digest": digest(answered.plan),
        "cost_fen": answered.cost_fen,
        "lower_bound_fen": answered.lower_bound_fen,
        "method": answered.method,
        "versions": versions(),
        "solved_at": now,
    }
    PlanRun.objects.filter(pk=run_id).update(**changes)
    run.refresh_from_db()
    return run


def replay(run: PlanRun) -> str:
    """The plan worked out again from what was stored, as JSON text: the same text if the solvers are the same."""
    return work_out(run).plan


def _solver(topic: str) -> Solve:
    try:
        return TOPICS[topic]
    except KeyError:
        raise UnknownTopic(topic) from None


def faults(progress: Callable[[int], None] = lambda done: None) -> Iterator[str]:
    """A line for every stored question or answer that does not fit its digest."""
    for done, run in enumerate(PlanRun.objects.order_by("pk").iterator(chunk_size=50), 1):
        if digest(run.problem) != run.problem_digest:
            yield f"plan run {run.pk}: the problem was changed after it was stored"
        if run.plan_digest and digest(run.plan) != run.plan_digest:
            yield f"plan run {run.pk}: the plan was changed after it was stored"
        progress(done)
