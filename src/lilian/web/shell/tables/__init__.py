"""Tables of Excel in and out: one flow for every module.

A module's `tables.py` holds `TABLES = (TableFlow(...), ...)`; it is found by itself.
"""

from lilian.web.shell.tables.flow import File, Outcome, TableFlow

__all__ = ["File", "Outcome", "TableFlow"]
