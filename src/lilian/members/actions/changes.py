"""What a write changes, as [before, after] by field: for the audit and for the undo of an import."""

from typing import Any

from django.db import models

from lilian.base.imports import plain

DERIVED = frozenset({"sought", "phone_tail", "level"})


def changed_fields(row: models.Model, fields: dict[str, Any]) -> dict[str, list[Any]]:
    """Fields that differ; derived ones follow from the others and are not named."""
    return {
        name: [plain(getattr(row, name)), plain(value)]
        for name, value in fields.items()
        if name not in DERIVED and getattr(row, name) != value
    }
