"""Keys that are SQLite's own row numbers and nothing more."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class RowNumber(models.BigAutoField):
    """A key of a table whose rows are never deleted, so that no number can come twice.

    Without AUTOINCREMENT, for which SQLite reads and writes a row of another table with every row that is written.
    """

    def db_type_suffix(self, connection: BaseDatabaseWrapper) -> str | None:
        return None if connection.vendor == "sqlite" else super().db_type_suffix(connection)
