"""Whole tables of organisations, people and places in one act: all of it or none, and back again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.members.actions.imports.organisations import write_organisations
from lilian.members.actions.imports.people import write_people
from lilian.members.actions.imports.places import write_places
from lilian.members.actions.imports.undo import take_back
from lilian.members.values import Applied

WRITERS: dict[str, Callable[[Sequence[Mapping[str, Any]]], Applied]] = {
    "organisations": write_organisations,
    "people": write_people,
    "places": write_places,
}


@transaction.atomic
def apply_rows(*, actor: Actor, table: str, rows: Sequence[Mapping[str, Any]], now: datetime) -> Applied:
    """Rows of a table of `members.sheets`, by code: new ones added, different ones changed, the rest left alone.

    :raises RowsRefused: naming every row at fault; nothing is written then
    :raises KeyError: if there is no such table
    """
    actor.must("members.change")
    applied = WRITERS[table](rows)
    audit.record(actor=actor, event="members.rows_applied", subject=table, at=now, data=_counts(applied))
    return applied


@transaction.atomic
def undo_rows(*, actor: Actor, applied: Applied, now: datetime) -> None:
    """The counter-entry of `apply_rows`: what it added goes, what it changed stands as before.

    :raises InUse: if something else refers to an added row by now
    :raises ChangedSince: if a changed row was changed again; nothing is taken back then
    """
    actor.must("members.change")
    take_back(applied)
    audit.record(actor=actor, event="members.rows_undone", subject=applied.table, at=now, data=_counts(applied))


def _counts(applied: Applied) -> dict[str, int]:
    return {"added": len(applied.added), "changed": len(applied.changed), "unchanged": applied.unchanged}
