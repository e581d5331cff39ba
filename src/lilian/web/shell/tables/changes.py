"""The first rows a file would add or change, cell by cell, for the eye."""

from itertools import islice
from typing import Any

from lilian.base.actors import Actor
from lilian.sheets import Column
from lilian.sheets.export import cell_value
from lilian.web.shell.tables.check import Verdict
from lilian.web.shell.tables.flow import TableFlow, Values
from lilian.web.shell.tables.standing import standing

SHOWN = 20
NAMING = 2  # the first columns, code and name, say which row it is


def cell_text(column: Column, value: Any) -> str:
    shown = cell_value(column, value)
    return "" if shown is None else str(shown)


def changes_of(flow: TableFlow, verdict: Verdict, actor: Actor) -> list[dict[str, Any]]:
    """Each: `key`, `new`, and `cells` of (text, text before or None where it stays)."""
    wanted = shown_rows(flow, verdict)
    if not wanted:
        return []
    there = standing(flow, actor, {key for key, _, new in wanted if not new})
    return [
        {"key": key, "new": new, "cells": cells(flow, values, None if new else there.get(key))}
        for key, values, new in wanted
    ]


def shown_rows(flow: TableFlow, verdict: Verdict) -> list[tuple[str, Values, bool]]:
    """(key, values, whether it is new) of the first rows that do something."""
    key, outcome = flow.table.key, verdict.outcome
    if outcome is None:
        return []
    if not key:
        return [(row.key, row.values, True) for row in verdict.rows[:SHOWN]] if outcome.added else []
    added = set(outcome.added)
    touched = added | set(outcome.changed)
    doing = islice((row for row in verdict.rows if str(row.values[key]) in touched), SHOWN)
    return [(str(row.values[key]), row.values, str(row.values[key]) in added) for row in doing]


def cells(flow: TableFlow, values: Values, before: Values | None) -> list[tuple[str, str | None]]:
    return [cell(column, values.get(column.key), before) for column in flow.table.columns]


def cell(column: Column, value: Any, before: Values | None) -> tuple[str, str | None]:
    text = cell_text(column, value)
    old = text if before is None else cell_text(column, before.get(column.key))
    return text, (old or "") if old != text else None


def matters(change: dict[str, Any], n: int) -> bool:
    """What a new row says, and what a known row says otherwise than before."""
    text, old = change["cells"][n]
    return bool(text) if change["new"] else old is not None


def told(flow: TableFlow, changes: list[dict[str, Any]]) -> tuple[list[str], list[dict[str, Any]]]:
    """The titles and the cells (title, text, text before) of those columns alone in which something new stands."""
    columns = [n for n in range(len(flow.table.columns)) if n < NAMING or any(matters(change, n) for change in changes)]
    columns = [n for n in columns if any(any(change["cells"][n]) for change in changes)]
    titles = [flow.table.columns[n].title for n in columns]
    return titles, [
        {**change, "cells": [(titles[i], *change["cells"][n]) for i, n in enumerate(columns)]} for change in changes
    ]
