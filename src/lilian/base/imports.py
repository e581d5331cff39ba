"""Files taken in: who, what, and what stood there before, so that it can be undone for half an hour."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import Overtaken
from lilian.base.models import ImportBatch
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound, Refusal

UNDO_MINUTES = 30
FORGOTTEN_AFTER_MINUTES = 90  # an undo asked for in time may have to wait for the worker


class TooLateToUndo(Refusal):
    code = "base.import_too_late_to_undo"
    sentence = gettext_noop("导入已经超过 {minutes} 分钟，不能撤销。")
    remedy = gettext_noop("请导出现在的表，改好后再导入。")


class AlreadyUndone(AlreadyDone):
    code = "base.import_already_undone"
    sentence = gettext_noop("这次导入已经撤销过了。")


class RowsStay(Refusal):
    code = "base.import_rows_stay"
    sentence = gettext_noop("这种表导入以后留着，不能撤销。")
    remedy = gettext_noop("写错了的，请联系联盟办。")


class UndoOvertaken(Refusal):
    code = "base.import_undo_overtaken"
    sentence = gettext_noop("这些记录刚刚被别人改过，所以没有撤销。")
    remedy = gettext_noop("请看一看这些记录，再决定要不要撤销。")


class NothingToImport(AlreadyDone):
    code = "base.import_changes_nothing"
    sentence = gettext_noop("表里 {rows} 行和系统里的一样，没有要改的。")


class ChangedSince(Refusal):
    code = "base.import_changed_since"
    sentence = gettext_noop("“{key}”在导入之后又改过，不能撤销。")


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


TakeBack = Callable[[datetime], None]
Undo = Callable[[Actor, ImportBatch], AbstractContextManager[TakeBack]]
UNDO: dict[str, Undo] = {}


def register(table: str, undo: Undo) -> None:
    """`undo(actor, batch)` works a counter-entry out from `batch.before` by reading alone, or refuses; entered outside
    the transaction, it gives the act that writes it there.
    """
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


@dataclass(frozen=True)
class Undoing:
    """An undo worked out; `take_back` is all that is left for the transaction."""

    batch_id: int
    rows: int
    asked_at: datetime
    take_back: TakeBack


@contextmanager
def undoing(*, actor: Actor, batch_id: int, asked_at: datetime) -> Iterator[Undoing]:
    """The long part of taking one's own import back, by reading alone; to be entered before the transaction.

    :raises NotAllowed, RowsStay, TooLateToUndo, AlreadyUndone: as `check_undoable`
    """
    batch = _found(ImportBatch.objects.filter(pk=batch_id))
    check_undoable(batch, actor=actor, asked_at=asked_at)
    if not batch.before:
        raise TooLateToUndo(minutes=UNDO_MINUTES)
    with UNDO[batch.table](actor, batch) as take_back:
        yield Undoing(batch_id, batch.created + batch.changed, asked_at, take_back)


@transaction.atomic
def finish_undo(*, actor: Actor, made: Undoing, now: datetime) -> ImportBatch:
    """Write it, by a counter-entry of the table's module.

    :raises UndoOvertaken: if one of the rows was changed since they were looked at; nothing is written then
    """
    batch = _found(ImportBatch.objects.select_for_update().defer("before").filter(pk=made.batch_id))
    check_undoable(batch, actor=actor, asked_at=made.asked_at)
    try:
        made.take_back(now)
    except Overtaken:
        raise UndoOvertaken() from None
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    audit.record(actor=actor, event="base.import_undone", subject=batch, data={"table": batch.table}, at=now)
    return batch


def undo(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Both in one, for an import of a few rows."""
    with undoing(actor=actor, batch_id=batch_id, asked_at=now) as made:
        return finish_undo(actor=actor, made=made, now=now)


def check_undoable(batch: ImportBatch, *, actor: Actor, asked_at: datetime) -> None:
    """:raises NotAllowed: if another person made it
    :raises RowsStay: if its table has no undo
    :raises TooLateToUndo: if it was asked for after 30 minutes
    :raises AlreadyUndone: if it was undone before
    """
    if not actor.is_system and (actor.user_id is None or batch.user_id != actor.user_id):
        raise NotAllowed()
    if batch.table not in UNDO:
        raise RowsStay()
    if batch.undone_at:
        raise AlreadyUndone()
    if asked_at - batch.applied_at > timedelta(minutes=UNDO_MINUTES):
        raise TooLateToUndo(minutes=UNDO_MINUTES)


def _found(batches: QuerySet[ImportBatch]) -> ImportBatch:
    batch = batches.first()
    if batch is None:
        raise NotFound()
    return batch


def may_undo(actor: Actor, batch: ImportBatch, now: datetime) -> bool:
    """Whether to show the button; never for a table whose rows stay, which registers no undo."""
    fresh = now - batch.applied_at <= timedelta(minutes=UNDO_MINUTES)
    return (
        batch.table in UNDO
        and batch.undone_at is None
        and fresh
        and (actor.is_system or batch.user_id == actor.user_id)
    )


def batches(actor: Actor, *, whole: Collection[str] = ()) -> QuerySet[ImportBatch]:
    """One's own imports, and everyone's into the tables of `whole`; newest first. What stood before stays unread."""
    own = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=())
    return ImportBatch.objects.defer("before").filter(own | Q(table__in=list(whole)))


def forget_before(*, now: datetime) -> int:
    """Drop what stood there before an import once it can no longer be undone; return for how many."""
    too_late = ImportBatch.objects.filter(applied_at__lt=now - timedelta(minutes=FORGOTTEN_AFTER_MINUTES))
    return too_late.exclude(before=[]).update(before=[])


def plain(value: Any) -> Any:
    """A value as what stood before is kept: as JSON holds it."""
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def check_as_left(key: str, change: Mapping[str, Sequence[Any]], standing: Mapping[str, Any]) -> None:
    """`change`: [before, after] by field.

    :raises ChangedSince: if a field no longer stands as the import left it
    """
    if any(plain(standing[name]) != after for name, (_, after) in change.items()):
        raise ChangedSince(key=key)
