"""Tables whose rows are never changed or deleted, by trigger on both engines."""

from lilian.base.in_sql import InSql

SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRES = (
    """
CREATE OR REPLACE FUNCTION lilian_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END $$
""",
    "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION lilian_append_only()",
)


def statements(vendor: str, table: str) -> list[str]:
    """The SQL that closes `table` on this engine."""
    if vendor == "sqlite":
        return [SQLITE.format(table=table, act=act) for act in ("UPDATE", "DELETE")]
    return [text.format(table=table) if "{table}" in text else text for text in POSTGRES]


def undone(vendor: str, table: str) -> list[str]:
    """The SQL that opens it again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_{act}" for act in ("UPDATE", "DELETE")]
    return [f"DROP TRIGGER {table}_append_only ON {table}"]


class Closing(InSql):
    """Closes `table`, and opens it again backwards."""

    def __init__(self, table: str) -> None:
        self.table = table

    def made(self, vendor: str) -> list[str]:
        return statements(vendor, self.table)

    def dropped(self, vendor: str) -> list[str]:
        return undone(vendor, self.table)


class Reopening(Closing):
    """Opens `table`, and closes it backwards: SQLite makes a table anew for a constraint, without its triggers."""

    def made(self, vendor: str) -> list[str]:
        return undone(vendor, self.table)

    def dropped(self, vendor: str) -> list[str]:
        return statements(vendor, self.table)


def reopened(table: str) -> Reopening:
    """The migration operation that opens `table`, to be closed again in the same migration."""
    return Reopening(table)


def append_only(table: str) -> Closing:
    """The migration operation that closes `table`."""
    return Closing(table)
