"""An import kept for half an hour, so that whoever made it can take it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit, imports
from lilian.base.actors import Actor
from lilian.base.bulk import Weighed
from lilian.members.actions.imports.apply import TABLES, Rows, apply_rows, audit_undone
from lilian.members.actions.imports.told import tell_organisations, touched, touched_by
from lilian.members.actions.imports.undo import taking_back
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
    counted = touched_by(rows.upsert) if isinstance(rows, Weighed) else touched(applied)
    taken = imports.TakenIn(
        table=PREFIX + table,
        file_name=file_name,
        file_digest=file_digest,
        counts=imports.Counts(len(applied.added), len(applied.changed), applied.unchanged),
        before=[vars(applied)],
    )
    kept = imports.record(actor=actor, taken=taken, now=now)
    tell_organisations(actor=actor, table=table, rows=counted, event="members.rows_imported", now=now)
    audit.record(actor=actor, event="members.file_imported", subject=table, at=now, data={"import": kept.pk})
    return kept.pk


@contextmanager
def _undoing(actor: Actor, batch: Any) -> Iterator[imports.TakeBack]:
    actor.must("members.change")
    stored = batch.before[0]
    applied = Applied(
        table=stored["table"],
        added=tuple(stored["added"]),
        changed=tuple(stored["changed"]),
        unchanged=stored["unchanged"],
        before=stored["before"],
    )
    # Before they go: an organisation's history tells of rows that were taken back too.
    counted = touched(applied)
    with taking_back(applied) as write:

        def take_back(now: datetime) -> None:
            write()
            audit_undone(actor=actor, applied=applied, now=now)
            tell_organisations(actor=actor, table=applied.table, rows=counted, event="members.import_undone", now=now)

        yield take_back


for _table in TABLES:
    imports.register(PREFIX + _table, _undoing)
