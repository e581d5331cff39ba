"""An import kept for half an hour, so that whoever made it can take it back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit, imports
from lilian.base.actors import Actor
from lilian.base.bulk import Weighed
from lilian.members.actions.imports.apply import TABLES, Rows, apply_rows, undo_rows
from lilian.members.actions.imports.told import tell_organisations
from lilian.members.values import Applied

PREFIX = "members."


@transaction.atomic
def import_rows(
    *,
    actor: Actor,
    table: str,
    rows: Rows | Weighed[Applied],
    file_name: str,
    file_digest: str,
    now: datetime,
) -> int:
    """`apply_rows` of a file, kept for the undo; return the key of the import.

    :raises NothingToImport: if every row is there already
    :raises RowsRefused: naming every row at fault
    :raises Overtaken: if another changed one of the rows since they were weighed
    """
    applied = apply_rows(actor=actor, table=table, rows=rows, now=now)
    taken = imports.TakenIn(
        table=PREFIX + table,
        file_name=file_name,
        file_digest=file_digest,
        counts=imports.Counts(len(applied.added), len(applied.changed), applied.unchanged),
        before=[asdict(applied)],
    )
    kept = imports.record(actor=actor, taken=taken, now=now)
    tell_organisations(actor=actor, applied=applied, event="members.rows_imported", now=now)
    audit.record(actor=actor, event="members.file_imported", subject=table, at=now, data={"import": kept.pk})
    return kept.pk


def _undo(actor: Actor, batch: Any, now: datetime) -> None:
    stored = batch.before[0]
    applied = Applied(
        table=stored["table"],
        added=tuple(stored["added"]),
        changed=tuple(stored["changed"]),
        unchanged=stored["unchanged"],
        before=stored["before"],
    )
    # Before they go: an organisation's history tells of rows that were taken back too.
    tell_organisations(actor=actor, applied=applied, event="members.import_undone", now=now)
    undo_rows(actor=actor, applied=applied, now=now)


for _table in TABLES:
    imports.register(PREFIX + _table, _undo)
