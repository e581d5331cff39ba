"""Triggers of the database, said once for both engines: what is refused, what follows from a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lilian.base.in_sql import InSql


@dataclass(frozen=True)
class Refuse:
    """Say no where `when` holds. SQL names the row NEW, and what it was OLD; `on_postgres` where the engines differ."""

    says: str
    when: str = "1 = 1"
    on_postgres: str = ""

    @property
    def sqlite(self) -> str:
        return f"SELECT RAISE(ABORT, '{self.says}') WHERE {self.when};"

    @property
    def postgres(self) -> str:
        return f"IF {self.wrong} THEN RAISE EXCEPTION '{self.says}' USING ERRCODE = '23514'; END IF;"

    @property
    def wrong(self) -> str:
        return self.on_postgres or self.when


@dataclass(frozen=True)
class Do:
    """Statements in SQL both engines read, each with its semicolon."""

    sqlite: str

    @property
    def postgres(self) -> str:
        return self.sqlite


@dataclass(frozen=True)
class Wait:
    """A lock on PostgreSQL; SQLite has one writer at a time and needs none."""

    postgres: str
    sqlite: str = ""


@dataclass(frozen=True)
class Trigger:
    """`when` is `BEFORE INSERT`, `AFTER UPDATE` …; the steps are taken in their order."""

    name: str
    table: str
    when: str
    steps: tuple[Refuse | Do | Wait, ...]

    def made(self, vendor: str) -> list[str]:
        """The statements that make it on this engine."""
        if vendor == "sqlite":
            body = " ".join(step.sqlite for step in self.steps)
            return [f"CREATE TRIGGER {self.name} {self.when} ON {self.table} BEGIN {body} END"]
        body = " ".join(_on_postgres(self.steps))
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body} RETURN coalesce(NEW, OLD); END $$",
            f"CREATE TRIGGER {self.name} {self.when} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]

    def dropped(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f"DROP TRIGGER {self.name}"]
        return [f"DROP TRIGGER {self.name} ON {self.table}", f"DROP FUNCTION {self.name}()"]


def _on_postgres(steps: Sequence[Refuse | Do | Wait]) -> Iterator[str]:
    """Refusals in a row are one question while nothing is wrong: each by itself costs as much as all of them."""
    for refusing, some in groupby(steps, key=lambda step: isinstance(step, Refuse)):
        said = list(some)
        whole = " ".join(step.postgres for step in said)
        if refusing and len(said) > 1:
            anything = " OR ".join(f"({step.wrong})" for step in said if isinstance(step, Refuse))
            whole = f"IF {anything} THEN {whole} END IF;"
        yield whole


class SettingUp(InSql):
    """Makes the triggers, and drops them backwards."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self.triggers = tuple(triggers)

    def made(self, vendor: str) -> list[str]:
        return [text for one in self.triggers for text in one.made(vendor)]

    def dropped(self, vendor: str) -> list[str]:
        return [text for one in self.triggers for text in one.dropped(vendor)]


class TakingDown(SettingUp):
    """Drops the triggers, and makes them backwards."""

    def made(self, vendor: str) -> list[str]:
        return super().dropped(vendor)

    def dropped(self, vendor: str) -> list[str]:
        return super().made(vendor)


def set_up(triggers: Sequence[Trigger]) -> SettingUp:
    """The migration operation that makes these triggers."""
    return SettingUp(triggers)


def taken_down(triggers: Sequence[Trigger]) -> TakingDown:
    """The migration operation that drops these triggers: their table changes, or others take their place."""
    return TakingDown(triggers)
