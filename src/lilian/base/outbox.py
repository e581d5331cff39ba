"""Messages to the world outside: owed in the transaction of their cause, delivered by the worker, at least once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q

from lilian.base.models import Outbox

log = structlog.get_logger()
BATCH = 100
LONGEST_WAIT_S = 3600
CLAIM_S = 60  # how long a delivery may take before another worker tries


@dataclass(frozen=True)
class Message:
    """`provider_key` is the same at every try: a provider that knows it sends once."""

    topic: str
    payload: dict[str, Any]
    provider_key: str


Deliver = Callable[[Message], None]
HANDLERS: dict[str, Deliver] = {}


class UnknownTopic(Exception):
    """A message was owed that nobody registered a delivery for; a fault of the program."""


def register(topic: str, deliver: Deliver) -> None:
    HANDLERS[topic] = deliver


def owe(*, topic: str, payload: dict[str, Any], now: datetime, provider_key: str = "") -> Outbox:
    """Write the message in the caller's transaction.

    :raises UnknownTopic: if nobody delivers it
    """
    if topic not in HANDLERS:
        raise UnknownTopic(topic)
    return Outbox.objects.create(
        topic=topic, payload=payload, provider_key=provider_key or str(uuid.uuid4()), created_at=now, next_at=now
    )


def deliver(*, now: datetime) -> int:
    """Try what is due; return how many were delivered."""
    due = Outbox.objects.filter(Q(next_at__isnull=True) | Q(next_at__lte=now), delivered_at=None, topic__in=HANDLERS)
    return sum(_deliver(key, now) for key in list(due.values_list("pk", flat=True)[:BATCH]))


def _deliver(key: int, now: datetime) -> bool:
    """Never inside a transaction: a provider may take its time."""
    row = _claim(key, now)
    if row is None:
        return False
    try:
        HANDLERS[row.topic](Message(row.topic, row.payload, row.provider_key))
    except Exception as fault:
        log.warning("outbox_not_delivered", topic=row.topic, attempt=row.attempts, exc_info=True)
        wait_s = min(2**row.attempts, LONGEST_WAIT_S)
        Outbox.objects.filter(pk=key).update(
            fault=f"{type(fault).__name__}: {fault}", next_at=now + timedelta(seconds=wait_s)
        )
        return False
    Outbox.objects.filter(pk=key).update(delivered_at=now, fault="")
    return True


@transaction.atomic
def _claim(key: int, now: datetime) -> Outbox | None:
    row = Outbox.objects.select_for_update(skip_locked=True).filter(pk=key, delivered_at=None).first()
    if row is None or (row.next_at and row.next_at > now):
        return None
    row.attempts += 1
    row.next_at = now + timedelta(seconds=CLAIM_S)
    row.save(update_fields=["attempts", "next_at"])
    return row
