"""Rows the database itself refuses, by trigger on both engines: what no constraint of one row can say."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = "CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table}: {says}') WHERE {when}; END"
POSTGRES = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
    "RAISE EXCEPTION '{table}: {says}' USING ERRCODE = '23514'; END IF; RETURN coalesce(NEW, OLD); END $$",
    "CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
)


def refused_rows(name: str, *, table: str, act: str, says: str, when: str) -> migrations.RunPython:
    """The migration operation that refuses an `INSERT`, `UPDATE` or `DELETE` (`act`) where `when` holds.

    That condition names the row as `NEW`, and what it was as `OLD`, in SQL both engines read.
    """
    words = {"name": name, "table": table, "act": act, "says": says, "when": when}

    def keep(editor: BaseDatabaseSchemaEditor) -> None:
        for text in POSTGRES if editor.connection.vendor == "postgresql" else (SQLITE,):
            editor.execute(text.format(**words), params=None)  # no parameters: a % is a %

    def let_go(editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON {table}")
            editor.execute(f"DROP FUNCTION {name}()")
        else:
            editor.execute(f"DROP TRIGGER {name}")

    return migrations.RunPython(lambda apps, editor: keep(editor), lambda apps, editor: let_go(editor))
