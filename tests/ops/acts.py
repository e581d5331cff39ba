"""The act and the jobs of the killed site, and its deliberate mutants."""

import os
import signal
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lilian.base import audit, jobs
from lilian.base.actors import system
from lilian.base.jobs import lease, rounds
from lilian.base.jobs import run as running
from lilian.base.models import Job

LIN = system("Lin")


def ask(key: str, kind: str = "test.effect") -> None:
    """Ask for a job and write it into the chain."""
    with transaction.atomic():
        jobs.start(actor=LIN, kind=kind, arguments={}, key=key, now=timezone.now())
        if settings.MUTANT != "audit_outside":
            note("test.asked", key)


def note(event: str, key: str) -> None:
    audit.record(actor=LIN, event=event, subject=key, at=timezone.now())


def die_between(key: str) -> None:
    """The mutant has committed but not yet written the chain: with every client's third key it dies here."""
    if key.endswith("-2"):
        os.kill(os.getpid(), signal.SIGKILL)


@jobs.handler("test.effect")
def effect(run: jobs.Run) -> None:
    """While it is at it a file says so, for the killer."""
    mark = Path(os.environ["LILIAN_VAR"]) / f"working-{os.getpid()}"
    mark.touch()
    run.progress(1, 2)
    time.sleep(0.01)
    if settings.MUTANT == "effect_outside":
        write_and_die(run)
    with run.finishing():
        if settings.MUTANT != "effect_outside":
            note("test.done", run.job.key)
    mark.unlink()


def write_and_die(run: jobs.Run) -> None:
    """The mutant's effect stands before its job is done; at the first attempt it dies in between."""
    note("test.done", run.job.key)
    if run.job.attempts == 1:
        os.kill(os.getpid(), signal.SIGKILL)


@jobs.handler("test.slow")
def slow(run: jobs.Run) -> None:
    """Takes, the first time, until the harness lets it go on; leaves its pid in a file when it begins and when it is
    through, written or refused."""
    marks = Path(os.environ["LILIAN_VAR"])
    (marks / f"begun-{os.getpid()}").touch()
    while run.job.attempts == 1 and not (marks / "go-on").exists():
        time.sleep(0.05)
    try:
        with run.finishing():
            note("test.done", run.job.key)
    finally:
        (marks / f"through-{os.getpid()}").touch()


def mutate() -> None:
    if settings.MUTANT == "no_reaper":
        rounds.REGISTERED.pop("reaper")
    if settings.MUTANT == "no_fencing":
        running.held = lease.held = lambda job: Job.objects.filter(pk=job.pk)


mutate()
