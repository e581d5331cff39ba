"""Excel tables of storage come in: all rows or none, kept so that whoever made the import can take it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit, imports
from lilian.base.actors import Actor
from lilian.base.bulk import Weighed
from lilian.members.values import Applied
from lilian.storage.actions.tables import WEIGHERS, WRITERS, take_back

PREFIX = "storage."
Row = Mapping[str, Any]


@transaction.atomic
def import_rows(
    *, actor: Actor, table: str, rows: Sequence[Row] | Weighed[Applied], file_name: str, file_digest: str, now: datetime
) -> int:
    """Rows of one of the `WRITERS`, tables of `storage.sheets`; return the key of the import.

    :raises RowsRefused: naming every row at fault; nothing is written then
    :raises Overtaken: if another changed one of the rows since they were weighed; nothing is written then
    :raises NothingToImport: if every row is there already
    """
    applied = _written(actor, table, rows, now)
    taken = imports.TakenIn(
        table=PREFIX + table,
        file_name=file_name,
        file_digest=file_digest,
        counts=imports.Counts(len(applied.added), len(applied.changed), applied.unchanged),
        before=[{"added": list(applied.added), "before": applied.before}],
    )
    kept = imports.record(actor=actor, taken=taken, now=now)
    audit.record(actor=actor, event="storage.file_imported", subject=table, at=now, data={"import": kept.pk})
    return int(kept.pk)


def weigh_rows(actor: Actor, table: str, rows: Sequence[Row], now: datetime) -> Weighed[Applied]:
    """What the rows would do, without writing anything: the long part of a large import, in which nobody waits.

    :raises RowsRefused: naming every row at fault
    :raises KeyError: if the table cannot be weighed
    """
    return WEIGHERS[table](actor, rows, now)


def _written(actor: Actor, table: str, rows: Sequence[Row] | Weighed[Applied], now: datetime) -> Applied:
    if not isinstance(rows, Weighed):
        return WRITERS[table](actor, rows, now)
    rows.upsert.write()
    return rows.applied


def _undo_of(table: str) -> imports.Undo:
    return lambda actor, batch: take_back(actor, table, batch.before[0])


for _table in WRITERS:
    imports.register(PREFIX + _table, _undo_of(_table))
