"""What stands in the system now, beside what a file says."""

from collections.abc import Collection
from dataclasses import replace

from lilian.base.actors import Actor
from lilian.sheets import Reading, Row
from lilian.web.shell.tables.flow import TableFlow, Values


def standing(flow: TableFlow, actor: Actor, keys: Collection[str]) -> dict[str, Values]:
    """Rows of these keys as the export has them."""
    if not keys:
        return {}
    found = ((str(row[flow.table.key]), row) for row in flow.rows(actor))
    return {key: row for key, row in found if key in keys}


def filled(flow: TableFlow, reading: Reading, rows: list[Row], actor: Actor) -> list[Row]:
    """A column the file does not have says nothing: where the row is there already, what stands in it stays."""
    key = flow.table.key
    absent = [column.key for column in flow.table.columns if column.key not in reading.columns]
    if not key or not absent:
        return rows
    there = standing(flow, actor, {str(row.values[key]) for row in rows})
    return [replace(row, values=kept(there.get(str(row.values[key])), absent) | row.values) for row in rows]


def kept(there: Values | None, absent: list[str]) -> dict[str, object]:
    return {} if there is None else {name: there.get(name) for name in absent}
