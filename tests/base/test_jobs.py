"""Jobs: asked for once, done once, given to another worker when theirs dies."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lilian.base import audit, jobs
from lilian.base.actors import NOBODY, system
from lilian.base.jobs.lease import claim, held
from lilian.base.jobs.reaper import reap
from lilian.base.jobs.task import do
from lilian.base.models import AuditEvent, Job
from lilian.kernel.refusal import NotAllowed, Refusal

NOW = datetime(2026, 9, 18, 12, tzinfo=UTC)
LIN = system("Lin")
pytestmark = pytest.mark.django_db


def effect(run: jobs.Run) -> None:
    with run.finishing():
        audit.record(actor=run.actor, event="test.done", subject=f"job:{run.job.pk}", at=NOW)
        run.result = {"n": 1}


def ask(key: str = "k1") -> Job:
    jobs.handler("test.effect")(effect)
    return jobs.start(actor=LIN, kind="test.effect", arguments={}, key=key, now=NOW)


def effects() -> int:
    return AuditEvent.objects.filter(event="test.done").count()


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_the_same_key_gives_the_same_job() -> None:
    assert ask().pk == ask().pk
    assert DBTaskResult.objects.count() == 1


def test_a_job_of_a_cause_that_failed_is_not_there() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        ask()
        raise ZeroDivisionError
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_work_nobody_does_is_refused_at_the_start() -> None:
    with pytest.raises(jobs.UnknownKind):
        jobs.start(actor=LIN, kind="test.nothing", arguments={}, key="k", now=NOW)


def test_a_job_is_done_with_its_effect_and_result() -> None:
    job = ask()
    do(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result, effects()) == (Job.DONE, {"n": 1}, 1)


def test_a_job_done_is_not_done_again() -> None:
    job = ask()
    do(job.pk)
    do(job.pk)
    assert effects() == 1


def test_two_workers_cannot_claim_one_job() -> None:
    job = ask()
    taken = [claim(job.pk, worker=name, now=NOW) for name in ("a", "b")]
    assert [each is not None for each in taken] == [True, False]


def test_a_job_whose_worker_died_is_done_by_another() -> None:
    job = ask()
    claim(job.pk, worker="dead", now=timezone.now())
    expire(job)
    assert reap(now=timezone.now()) == 1
    do(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, effects()) == (Job.DONE, 2, 1)


def test_a_job_within_its_lease_is_left_alone() -> None:
    claim(ask().pk, worker="alive", now=timezone.now())
    assert reap(now=timezone.now()) == 0


def test_a_job_whose_worker_died_before_claiming_it_is_queued_again() -> None:
    job = ask()
    long_ago = timezone.now() - timedelta(seconds=settings.JOB_LEASE_S + 1)
    DBTaskResult.objects.filter(pk=job.task).update(status="RUNNING", started_at=long_ago)
    assert reap(now=timezone.now()) == 1
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_a_worker_that_was_given_up_can_write_no_more() -> None:
    job = ask()
    slow = claim(job.pk, worker="slow", now=timezone.now())
    assert slow is not None
    expire(job)
    reap(now=timezone.now())
    with pytest.raises(jobs.LeaseLost):
        effect(jobs.Run(slow))
    assert effects() == 0


def test_a_worker_that_was_given_up_shows_no_progress() -> None:
    job = ask()
    slow = claim(job.pk, worker="slow", now=timezone.now())
    assert slow is not None
    expire(job)
    reap(now=timezone.now())
    with pytest.raises(jobs.LeaseLost):
        jobs.Run(slow).progress(1, 2)


def test_an_effect_that_breaks_leaves_nothing_and_is_tried_again() -> None:
    def broken(run: jobs.Run) -> None:
        with run.finishing():
            audit.record(actor=run.actor, event="test.done", subject="x", at=NOW)
            raise ZeroDivisionError

    jobs.handler("test.broken")(broken)
    job = jobs.start(actor=LIN, kind="test.broken", arguments={}, key="b", now=NOW)
    do(job.pk)
    job.refresh_from_db()
    assert (job.status, job.fault, effects()) == (Job.QUEUED, "ZeroDivisionError: ", 0)


def test_after_the_last_attempt_a_job_waits_for_a_person() -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(attempts=settings.JOB_ATTEMPTS - 1)
    claim(job.pk, worker="dead", now=timezone.now())
    expire(job)
    reap(now=timezone.now())
    job.refresh_from_db()
    assert job.status == Job.NEEDS_PERSON


class StoreGone(Refusal):
    code = "test.store_gone"
    sentence = "库 {store} 没有了。"


def refuse(run: jobs.Run) -> None:
    raise StoreGone(store="S1")


def test_a_refused_job_waits_for_a_person_at_once() -> None:
    jobs.handler("test.refuse")(refuse)
    job = jobs.start(actor=LIN, kind="test.refuse", arguments={}, key="r", now=NOW)
    do(job.pk)
    job.refresh_from_db()
    assert (job.status, job.fault, job.fault_fields) == (Job.NEEDS_PERSON, "test.store_gone", {"store": "S1"})


def test_a_job_that_stopped_can_be_tried_again() -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(status=Job.NEEDS_PERSON, attempts=5)
    jobs.retry(actor=LIN, job_id=job.pk, now=NOW)
    do(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Job.DONE, 1)


def test_a_job_that_did_not_stop_is_not_tried_again() -> None:
    with pytest.raises(jobs.NotWaitingForPerson):
        jobs.retry(actor=LIN, job_id=ask().pk, now=NOW)


def test_a_stranger_may_not_try_a_job_again() -> None:
    with pytest.raises(NotAllowed):
        jobs.retry(actor=NOBODY, job_id=ask().pk, now=NOW)


def test_progress_is_seen_while_the_job_runs() -> None:
    job = claim(ask().pk, worker="w", now=timezone.now())
    assert job is not None
    jobs.Run(job).progress(3, 10, "已排 {lots} 批", lots=3)
    seen = held(job).get()
    assert (seen.progress_done, seen.progress_total, seen.message_fields) == (3, 10, {"lots": 3})
