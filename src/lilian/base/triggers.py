"""Triggers of the database, said once for both engines: what follows from a new row, and what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True)
class Trigger:
    """On every new row of `table`: refuse where one of `wrong` (what is wrong -> how it shows) is true, then `then`.

    The SQL is common to both engines and calls the new row NEW. `wrong` sees the table without the row.
    """

    name: str
    table: str
    wrong: dict[str, str]
    then: str = ""

    def sqlite(self) -> list[str]:
        refusals = " ".join(f"SELECT RAISE(ABORT, '{says}') WHERE {when};" for says, when in self.wrong.items())
        before = f"CREATE TRIGGER {self.name}_first BEFORE INSERT ON {self.table} BEGIN {refusals} END"
        after = f"CREATE TRIGGER {self.name}_then AFTER INSERT ON {self.table} BEGIN {self.then} END"
        return [*([before] if self.wrong else []), *([after] if self.then else [])]

    def postgres(self) -> list[str]:
        refusals = " ".join(
            f"IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = '23514'; END IF;"
            for says, when in self.wrong.items()
        )
        first = _postgres(f"{self.name}_first", f"BEFORE INSERT ON {self.table}", f"{refusals} RETURN NEW;")
        then = _postgres(f"{self.name}_then", f"AFTER INSERT ON {self.table}", f"{self.then} RETURN NULL;")
        return [*(first if self.wrong else []), *(then if self.then else [])]

    def names(self) -> list[str]:
        return [*([f"{self.name}_first"] if self.wrong else []), *([f"{self.name}_then"] if self.then else [])]


def _postgres(name: str, when: str, body: str) -> list[str]:
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def set_up(triggers: Sequence[Trigger]) -> migrations.RunPython:
    """The migration operation that makes them, and unmakes them backwards."""
    return migrations.RunPython(
        lambda apps, editor: _make(editor, triggers), lambda apps, editor: _drop(editor, triggers)
    )


def _make(editor: BaseDatabaseSchemaEditor, triggers: Sequence[Trigger]) -> None:
    on_postgres = editor.connection.vendor == "postgresql"
    for statement in [each for one in triggers for each in (one.postgres() if on_postgres else one.sqlite())]:
        editor.execute(statement, params=None)


def _drop(editor: BaseDatabaseSchemaEditor, triggers: Sequence[Trigger]) -> None:
    on_postgres = editor.connection.vendor == "postgresql"
    for one in triggers:
        for name in one.names():
            editor.execute(f"DROP TRIGGER {name}" + (f" ON {one.table}" if on_postgres else ""))
            if on_postgres:
                editor.execute(f"DROP FUNCTION {name}()")
