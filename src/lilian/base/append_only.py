"""Tables whose rows are never changed or deleted, by trigger on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


def close(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for statement in statements(schema_editor.connection.vendor, table):
        schema_editor.execute(statement, params=None)  # no parameters: a % is a %


def reopen(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
    else:
        schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


class Closing(migrations.RunPython):
    """Closes `table`, and opens it again backwards."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(lambda apps, editor: close(editor, table), lambda apps, editor: reopen(editor, table))


def append_only(table: str) -> Closing:
    """The migration operation that closes `table`."""
    return Closing(table)
