"""Whole tables in and back out again."""

from lilian.members.actions.imports.apply import apply_rows, undo_rows, weigh_rows
from lilian.members.actions.imports.kept import import_rows

__all__ = ["apply_rows", "import_rows", "undo_rows", "weigh_rows"]
