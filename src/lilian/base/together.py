"""Triggers that PostgreSQL takes once a statement, over all its rows: row by row, each row costs a call of its own.

SQLite has triggers for a row only, and calls nothing: there they stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lilian.base.in_sql import InSql
from lilian.base.triggers import Trigger

# Kept for a session, whatever the size of the statement it was first planned for: by index then, and never by reading
# whole tables that were small on that day. A question within a condition is one value for the same reason: of EXISTS
# the planner may make a list of the whole table.
PLANNED = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"


@dataclass(frozen=True)
class Together:
    """What replaces a trigger after an insert: `first` is done, then nothing may be `wrong`, then comes `then`.

    SQL names the statement's rows as the table `fresh`; a condition of `wrong`, under what is said of it, names each as
    NEW. Statements have their semicolons.
    """

    instead: Trigger
    first: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    then: str = ""

    def made(self) -> Iterator[str]:
        name, table = self.instead.name, self.instead.table
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$ #variable_conflict use_column\n"
            f"BEGIN {self.first} {self._refusing()} {self.then} RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )

    def _refusing(self) -> str:
        """One question while nothing is wrong."""
        if not self.wrong:
            return ""
        said = " ".join(
            f"IF {_any(when)} THEN RAISE EXCEPTION '{says}' USING ERRCODE = '23514'; END IF;"
            for says, when in self.wrong.items()
        )
        return f"IF {_any(*self.wrong.values())} THEN {said} END IF;"


def _any(*conditions: str) -> str:
    named = " OR ".join(f"({when})" for when in conditions)
    return f"EXISTS (SELECT 1 FROM fresh AS new WHERE {named})"  # noqa: S608 - what migrations say


class TakingTogether(InSql):
    """Puts them in the place of the triggers they replace, and takes them back backwards."""

    def __init__(self, all_of_them: Sequence[Together]) -> None:
        self.all = tuple(all_of_them)

    def made(self, vendor: str) -> list[str]:
        return [text for one in self.all for text in (*one.instead.dropped(vendor), *one.made())] if _is(vendor) else []

    def dropped(self, vendor: str) -> list[str]:
        anew = (text for one in self.all for text in (*one.instead.dropped(vendor), *one.instead.made(vendor)))
        return list(anew) if _is(vendor) else []


def _is(vendor: str) -> bool:
    return vendor == "postgresql"


def taken_together(*all_of_them: Together) -> TakingTogether:
    """The migration operation that does it."""
    return TakingTogether(all_of_them)
