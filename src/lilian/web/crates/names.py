"""Holders by name, as far as the reader may know people."""

from typing import Any

from lilian.base.actors import Actor
from lilian.web.shell.whom import heads


class Named:
    """Rows of one page, each with `who` and `where`: names are looked up for the page that is shown only."""

    def __init__(self, actor: Actor, found: Any) -> None:
        self.actor, self.found = actor, found

    def __len__(self) -> int:
        return int(self.found.count())

    def __getitem__(self, part: slice) -> list[Any]:
        rows = list(self.found[part])
        known = heads(self.actor, (row.household_id for row in rows if row.household_id))
        for row in rows:
            code = row.household.code if row.household else row.organisation.code
            name = row.organisation.name if not row.household else known.get(row.household_id, code)
            row.who, row.where = name, code if not row.household else f"{code} · {row.organisation.name}"
        return rows
