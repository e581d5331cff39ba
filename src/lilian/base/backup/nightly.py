"""A backup every night, by the worker: proved, written into the chain, the oldest thrown away."""

from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from lilian.base import audit, jobs
from lilian.base.actors import Actor, system
from lilian.base.backup.making import back_up
from lilian.base.models import AuditEvent, Job

KIND = "base.back_up"
MADE = "base.backed_up"
NEVER = 24  # the hour that means: no nightly backup


def folder() -> Path:
    """Where the nightly ones stand; only these are ever thrown away."""
    return Path(settings.VAR) / "backups" / "nightly"


def ask_if_due(*, now: datetime) -> Job | None:
    """Ask for today's backup once the hour has come, were the machine off at that hour too; None if it is not due."""
    local = timezone.localtime(now)
    if settings.BACKUP_HOUR == NEVER or local.time() < time(settings.BACKUP_HOUR):
        return None
    key = f"{KIND}:{local:%Y-%m-%d}"
    if Job.objects.filter(key=key).exists():
        return None
    return jobs.start(actor=system(KIND), kind=KIND, arguments={}, key=key, now=now)


@jobs.handler(KIND)
def make(run: jobs.Run) -> None:
    now = timezone.now()
    made = back_up(folder(), now=now)
    with run.finishing():
        record(actor=run.actor, made=made, now=now)
        run.result = {"path": str(made)}
    throw_away_oldest()


def record(*, actor: Actor, made: Path, now: datetime) -> None:
    """Write a proved backup into the chain."""
    audit.record(actor=actor, event=MADE, subject=f"backup:{made.name}", at=now, data={"path": str(made)})


def throw_away_oldest() -> None:
    """Names carry the time, so their order is their age."""
    for old in sorted(folder().glob("lilian-*"))[: -settings.BACKUPS_KEPT]:
        old.unlink(missing_ok=True)


def newest_at() -> datetime | None:
    """When the last proved backup was made; None before the first."""
    return _made().values_list("at", flat=True).first()


def _made() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(event=MADE).order_by("-number")
