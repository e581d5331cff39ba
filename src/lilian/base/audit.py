"""Write to and check the audit chain."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any

from django.db import connection, models, transaction

from lilian.base.actors import Actor
from lilian.base.drawn import Insertion, Question, write_all
from lilian.base.models import AuditEvent, AuditHead

START_HASH = "0" * 64
HEAD = Question(lambda keys: AuditHead.objects.filter(pk__in=keys).select_for_update().values_list("number", "hash"))
FIELDS = ("number", "at", "user_id", "actor_name", "event", "subject", "data", "previous_hash", "hash")
WRITTEN = Insertion(AuditEvent, *FIELDS)
MOVED = "UPDATE base_audithead SET number = %s, hash = %s WHERE id = 1"
AT_ONCE = 2_000


def subject_name(subject: models.Model | str) -> str:
    """`storage.Room:12`; a string stands for itself."""
    return subject if isinstance(subject, str) else f"{subject._meta.label}:{subject.pk}"


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over every field of the event and the hash before it."""
    when = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    words = (event.actor_name, event.event, event.subject, event.data)
    return link_hash(event.previous_hash, event.number, when, event.user_id, *words)


def link_hash(previous: str, number: int, when: str, user_id: int | None, *words: str) -> str:
    """Of the bare fields: the JSON list of them as `json.dumps` writes it, put together in a fifth of its time."""
    user = "null" if user_id is None else user_id
    said = ", ".join(map(encode_basestring, words))
    whole = f"[{encode_basestring(previous)}, {number}, {encode_basestring(when)}, {user}, {said}]"
    return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True)
class Said:
    """One event to be: what was done, to what, and the figures of it."""

    event: str
    subject: models.Model | str
    data: dict[str, Any] | None = None


def record(
    *, actor: Actor, event: str, subject: models.Model | str, at: datetime, data: dict[str, Any] | None = None
) -> AuditEvent:
    """Append one event. The head row is locked until the caller's transaction ends, so call it last."""
    return record_all(actor=actor, events=[Said(event, subject, data)], at=at)[0]


@transaction.atomic(savepoint=False)
def record_all(*, actor: Actor, events: Iterable[Said], at: datetime) -> list[AuditEvent]:
    """Append several events of one act, in their order, by one statement. To be called last, too."""
    number, previous = _locked_head()
    written: list[AuditEvent] = []
    for said in events:
        number += 1
        event = _event(number, previous, said, actor, at)
        previous = event.hash
        written.append(event)
    rows = ([getattr(event, name) for name in FIELDS] for event in written)
    write_all((WRITTEN, rows), then=(MOVED, [number, previous]))
    return written


def _locked_head() -> tuple[int, str]:
    """Where the chain ends; nobody else's until the transaction does."""
    if not (rows := HEAD.rows([1])):
        AuditHead.objects.get_or_create(pk=1)
        rows = HEAD.rows([1])
    number, last = rows[0]
    return number, last


def _event(number: int, previous: str, said: Said, actor: Actor, at: datetime) -> AuditEvent:
    """The link that follows the chain's end."""
    event = AuditEvent(
        number=number,
        at=at,
        user_id=actor.user_id,
        actor_name=actor.name[:80],
        event=said.event,
        subject=subject_name(said.subject)[:120],
        data=json.dumps(said.data or {}, ensure_ascii=False, sort_keys=True, default=str),
        previous_hash=previous,
    )
    event.hash = event_hash(event)
    return event


def newest_at() -> datetime | None:
    """When the last thing was done; None before the first."""
    return AuditEvent.objects.order_by("-number").values_list("at", flat=True).first()


def head() -> tuple[int, str]:
    """The newest event's number and hash; zero before the first."""
    found = AuditHead.objects.filter(pk=1).values_list("number", "hash").first()
    return found or (0, START_HASH)


def told(*, events: Collection[str], after: int, most: int) -> list[tuple[int, str, str, datetime]]:
    """Events of these codes that follow number `after`, oldest first: number, code, subject, time.

    The head is locked until its writer commits, so none that is older will ever follow.
    """
    found = AuditEvent.objects.filter(number__gt=after, event__in=events).order_by("number")
    return list(found.values_list("number", "event", "subject", "at")[:most])


def hashes(numbers: Collection[int]) -> dict[int, str]:
    """Of these events."""
    return dict(AuditEvent.objects.filter(number__in=numbers).values_list("number", "hash"))


def about(subjects: Collection[str]) -> models.QuerySet[AuditEvent]:
    """What was done to these subjects (as `subject_name` calls them), newest first."""
    return AuditEvent.objects.filter(subject__in=list(subjects)).order_by("-number")


def faults(progress: Callable[[int], None] = lambda done: None) -> Iterator[str]:
    """Walk the whole chain; yield a line for every break in it."""
    number, previous = 0, START_HASH
    for found, when, user_id, *words, before, written in _links():
        number += 1
        if found != number:
            yield f"audit: event {number} is missing, found {found}"
            number = found
        if before != previous:
            yield f"audit: event {found} does not follow the one before it"
        if link_hash(before, found, when, user_id, *words) != written:
            yield f"audit: event {found} was changed after it was written"
        previous = written
        if number % AT_ONCE == 0:
            progress(number)
    progress(number)
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    if (head.number, head.hash) != (number, previous):
        yield f"audit: the head says {head.number}, the chain ends at {number}"


# The moment as its hash has it, in UTC to the microsecond: written by the database, since there may be millions.
WHEN = {
    "sqlite": "replace(at, ' ', 'T') || CASE length(at) WHEN 19 THEN '.000000' ELSE '' END || '+00:00'",
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
}
LINKS = """
SELECT number, {when}, user_id, actor_name, event, subject, data, previous_hash, hash
FROM base_auditevent ORDER BY number
"""


def _links() -> Iterator[tuple[Any, ...]]:
    """The chain's bare fields in its order, some at a time: a model of each would take most of the time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINKS.format(when=WHEN[connection.vendor]))
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
