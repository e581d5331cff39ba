"""What a write changes, as [before, after] by field: for the audit and for the undo of an import."""

from datetime import date
from typing import Any

from django.db import models

DERIVED = frozenset({"sought", "phone_tail", "level"})


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def changed_fields(row: models.Model, fields: dict[str, Any]) -> dict[str, list[Any]]:
    """Fields that differ; derived ones follow from the others and are not named."""
    return {
        name: [plain(getattr(row, name)), plain(value)]
        for name, value in fields.items()
        if name not in DERIVED and getattr(row, name) != value
    }
