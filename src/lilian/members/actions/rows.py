"""Rows by code into a table: new ones made, different ones changed, equal ones left; with what stood before."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from lilian.members.actions.changes import changed_fields
from lilian.members.values import Applied

BATCH = 400  # under SQLite's bound on parameters for rows of a dozen columns
Row = TypeVar("Row", bound=models.Model)


def upsert(model: type[Row], wanted: Mapping[str, dict[str, Any]], table: str) -> Applied:
    """`wanted` maps each code to its columns; the rows it meets are locked."""
    there = existing(model, list(wanted))
    changes = {code: changed_fields(row, wanted[code]) for code, row in there.items()}
    before = {code: change for code, change in changes.items() if change}
    fresh = [model(**fields) for code, fields in wanted.items() if code not in there]
    model._default_manager.bulk_create(fresh, batch_size=BATCH)
    _change(model, [(there[code], wanted[code]) for code in before])
    return Applied(
        table,
        added=tuple(code for code in wanted if code not in there),
        changed=tuple(before),
        unchanged=len(there) - len(before),
        before=before,
    )


def existing(model: type[Row], codes: list[str]) -> dict[str, Row]:
    """The rows of these codes, locked."""
    found: dict[str, Row] = {}
    for start in range(0, len(codes), BATCH):
        some = codes[start : start + BATCH]
        rows = model._default_manager.select_for_update().filter(code__in=some).order_by("pk")
        found |= {row.code: row for row in rows}  # type: ignore[attr-defined]
    return found


def _change(model: type[Row], pairs: list[tuple[Row, dict[str, Any]]]) -> None:
    for row, fields in pairs:
        for name, value in fields.items():
            setattr(row, name, value)
    names = [name.removesuffix("_id") for name in pairs[0][1]] if pairs else []
    if pairs:
        model._default_manager.bulk_update([row for row, _ in pairs], names, batch_size=BATCH // 4)
