"""Files taken in: who, what, and what stood there before, so that it can be undone for half an hour."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.models import ImportBatch
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound, Refusal

UNDO_MINUTES = 30


class TooLateToUndo(Refusal):
    code = "base.import_too_late_to_undo"
    sentence = gettext_noop("导入已经超过 {minutes} 分钟，不能撤销。")
    remedy = gettext_noop("请导出现在的表，改好后再导入。")


class AlreadyUndone(AlreadyDone):
    code = "base.import_already_undone"
    sentence = gettext_noop("这次导入已经撤销过了。")


class NothingToImport(AlreadyDone):
    code = "base.import_changes_nothing"
    sentence = gettext_noop("表里 {rows} 行和系统里的一样，没有要改的。")


@dataclass(frozen=True)
class Counts:
    created: int
    changed: int
    unchanged: int = 0


@dataclass(frozen=True)
class TakenIn:
    """`before`: what each touched row held, in whatever form the table's undo understands."""

    table: str
    file_name: str
    file_digest: str
    counts: Counts
    before: list[dict[str, Any]] = field(default_factory=list)


Undo = Callable[[Actor, ImportBatch, datetime], None]
UNDO: dict[str, Undo] = {}


def register(table: str, undo: Undo) -> None:
    """`undo(actor, batch, now)` writes a counter-entry from `batch.before`, or refuses."""
    UNDO[table] = undo


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def record(*, actor: Actor, taken: TakenIn, now: datetime) -> ImportBatch:
    """Keep the import, in the transaction that applies it.

    :raises NothingToImport: if no row was made or changed
    """
    counts = taken.counts
    if not counts.created and not counts.changed:
        raise NothingToImport(rows=counts.unchanged)
    batch = ImportBatch.objects.create(
        table=taken.table,
        file_name=taken.file_name[:200],
        file_digest=taken.file_digest,
        created=counts.created,
        changed=counts.changed,
        unchanged=counts.unchanged,
        before=taken.before,
        user_id=actor.user_id,
        actor_name=actor.name[:80],
        applied_at=now,
    )
    data = {"table": batch.table, "file": batch.file_name, "created": batch.created, "changed": batch.changed}
    audit.record(actor=actor, event="base.rows_imported", subject=batch, data=data, at=now)
    return batch


@transaction.atomic
def undo(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Take one's own import back, by a counter-entry of the table's module.

    :raises NotAllowed: if another person made it
    :raises TooLateToUndo: after 30 minutes
    :raises AlreadyUndone: if it was undone before
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound()
    if not actor.is_system and (actor.user_id is None or batch.user_id != actor.user_id):
        raise NotAllowed()
    if batch.undone_at:
        raise AlreadyUndone()
    if now - batch.applied_at > timedelta(minutes=UNDO_MINUTES):
        raise TooLateToUndo(minutes=UNDO_MINUTES)
    UNDO[batch.table](actor, batch, now)
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    audit.record(actor=actor, event="base.import_undone", subject=batch, data={"table": batch.table}, at=now)
    return batch


def may_undo(actor: Actor, batch: ImportBatch, now: datetime) -> bool:
    """Whether to show the button."""
    fresh = now - batch.applied_at <= timedelta(minutes=UNDO_MINUTES)
    return batch.undone_at is None and fresh and (actor.is_system or batch.user_id == actor.user_id)


def batches(actor: Actor, *, whole: Collection[str] = ()) -> QuerySet[ImportBatch]:
    """One's own imports, and everyone's into the tables of `whole`; newest first."""
    own = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=())
    return ImportBatch.objects.filter(own | Q(table__in=list(whole)))


def forget_before(*, now: datetime) -> int:
    """Drop what stood there before an import once it can no longer be undone; return for how many."""
    too_late = ImportBatch.objects.filter(applied_at__lt=now - timedelta(minutes=UNDO_MINUTES + 1))
    return too_late.exclude(before=[]).update(before=[])
