"""Rows by code into a table: new ones made, different ones changed, equal ones left; with what stood before."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

from lilian.base.bulk import Upsert, Weighed, among
from lilian.members.actions.changes import changed_fields
from lilian.members.models import Person
from lilian.members.values import Applied

Row = TypeVar("Row", bound=models.Model)
HANDED: dict[type[models.Model], str] = {Person: "is_head"}  # of which a household has one


def weighed(model: type[Row], wanted: Mapping[str, dict[str, Any]], table: str) -> Weighed[Applied]:
    """`wanted` maps each code to its columns. Only reads."""
    there = existing(model, list(wanted))
    changes = {code: changed_fields(row, wanted[code]) for code, row in there.items()}
    before = {code: change for code, change in changes.items() if change}
    added = tuple(code for code in wanted if code not in there)
    applied = Applied(table, added, tuple(before), len(there) - len(before), before)
    fresh = [wanted[code] for code in added]
    changed = [(there[code], wanted[code]) for code in before]
    return Weighed(applied, Upsert(model, fresh, changed, handed=HANDED.get(model, "")))


def upsert(model: type[Row], wanted: Mapping[str, dict[str, Any]], table: str) -> Applied:
    """Weighed and written, in the caller's transaction.

    :raises Overtaken: if another changed one of these rows in between
    """
    found = weighed(model, wanted, table)
    found.upsert.write()
    return found.applied


def existing(model: type[Row], codes: Sequence[str]) -> dict[str, Row]:
    """The rows of these codes."""
    with among(model, "code", codes) as some:
        return model._default_manager.filter(code__in=some).order_by("pk").in_bulk(field_name="code")
