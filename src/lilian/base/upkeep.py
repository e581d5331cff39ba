"""What the worker does by the clock: forget what is past its time, ask for the nightly backup."""

from datetime import datetime, timedelta

import structlog
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from lilian.base import idempotency, imports
from lilian.base.backup import nightly

log = structlog.get_logger()
EVERY_S = 300
TASKS_KEPT_DAYS = 7  # the queue's own rows; the jobs they did stay


def keep_up(*, now: datetime) -> dict[str, int]:
    """Everything that is due now; how many of each. Done twice, or by two workers at once, it is the same."""
    done = {
        "keys": idempotency.forget_old(now=now),
        "imports": imports.forget_before(now=now),
        "tasks": forget_tasks(now=now),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "backups": int(nightly.ask_if_due(now=now) is not None),
    }
    if any(done.values()):
        log.info("upkeep", **done)
    return done


def forget_tasks(*, now: datetime) -> int:
    return DBTaskResult.objects.filter(finished_at__lt=now - timedelta(days=TASKS_KEPT_DAYS)).delete()[0]
