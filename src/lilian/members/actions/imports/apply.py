"""Whole tables of organisations, households, people and places in one act: all of it or none, and back again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import Weighed
from lilian.members.actions.imports.households import weigh_households
from lilian.members.actions.imports.organisations import write_organisations
from lilian.members.actions.imports.people import weigh_people
from lilian.members.actions.imports.places import weigh_places
from lilian.members.actions.imports.undo import taking_back
from lilian.members.values import Applied

Rows = Sequence[Mapping[str, Any]]
# Weighed by reading alone, written in a moment. The few organisations hang on each other and are written as they come.
WEIGHERS: dict[str, Callable[[Rows], Weighed[Applied]]] = {
    "households": weigh_households,
    "people": weigh_people,
    "places": weigh_places,
}
WRITERS: dict[str, Callable[[Rows], Applied]] = {"organisations": write_organisations}
TABLES = (*WRITERS, *WEIGHERS)


def weigh_rows(actor: Actor, table: str, rows: Rows) -> Weighed[Applied]:
    """What the rows would do, without writing anything: the long part of a large import, in which nobody waits.

    :raises RowsRefused: naming every row at fault
    :raises KeyError: if the table cannot be weighed
    """
    actor.must("members.change")
    return WEIGHERS[table](rows)


@transaction.atomic
def apply_rows(*, actor: Actor, table: str, rows: Rows | Weighed[Applied], now: datetime) -> Applied:
    """Rows of a table of `members.sheets`, by code: new ones added, different ones changed, the rest left alone.

    :raises RowsRefused: naming every row at fault; nothing is written then
    :raises Overtaken: if another changed one of the rows since they were weighed; nothing is written then
    :raises KeyError: if there is no such table
    """
    actor.must("members.change")
    if not isinstance(rows, Weighed) and table in WEIGHERS:
        rows = WEIGHERS[table](rows)
    applied = _written(rows) if isinstance(rows, Weighed) else WRITERS[table](rows)
    audit.record(actor=actor, event="members.rows_applied", subject=table, at=now, data=_counts(applied))
    return applied


def _written(found: Weighed[Applied]) -> Applied:
    found.upsert.write()
    return found.applied


@transaction.atomic
def undo_rows(*, actor: Actor, applied: Applied, now: datetime) -> None:
    """The counter-entry of `apply_rows`: what it added goes, what it changed stands as before.

    :raises InUse: if something else refers to an added row by now
    :raises ChangedSince: if a changed row was changed again; nothing is taken back then
    """
    actor.must("members.change")
    with taking_back(applied) as write:
        write()
    audit_undone(actor=actor, applied=applied, now=now)


def audit_undone(*, actor: Actor, applied: Applied, now: datetime) -> None:
    audit.record(actor=actor, event="members.rows_undone", subject=applied.table, at=now, data=_counts(applied))


def _counts(applied: Applied) -> dict[str, int]:
    return {"added": len(applied.added), "changed": len(applied.changed), "unchanged": applied.unchanged}
