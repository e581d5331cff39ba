"""The tables of membership, as the flow of Excel in and out takes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from lilian.base import bulk
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.members import actions, queries, sheets
from lilian.members.values import Applied
from lilian.sheets import Table
from lilian.web.shell.tables.flow import File, TableFlow, Take, Values, Weighed

Rows = Sequence[Values] | bulk.Weighed[Applied]


def writing(name: str) -> Callable[[Actor, Sequence[Values], datetime], Applied]:
    def write(actor: Actor, rows: Sequence[Values], now: datetime) -> Applied:
        return actions.apply_rows(actor=actor, table=name, rows=rows, now=now)

    return write


def taking(name: str) -> Callable[[Actor, Rows, File, datetime], int]:
    def take(actor: Actor, rows: Rows, file: File, now: datetime) -> int:
        return actions.import_rows(
            actor=actor, table=name, rows=rows, file_name=file.name, file_digest=file.digest, now=now
        )

    return take


def weighing(name: str) -> Callable[[Actor, Sequence[Values], datetime], Weighed]:
    def weigh(actor: Actor, rows: Sequence[Values], _now: datetime) -> Weighed:
        found = actions.weigh_rows(actor, name, rows)

        @contextmanager
        def ready() -> Iterator[Take]:
            with found.upsert.ready():
                yield lambda file, now: taking(name)(actor, found, file, now)

        return Weighed(found.applied, ready)

    return weigh


def flow(table: Table, label: str, icon: str, see: str, rows: Callable[[Actor], Iterable[Values]]) -> TableFlow:
    return TableFlow(
        table=table,
        label=label,
        icon=icon,
        rows=rows,
        write=writing(table.name),
        take=taking(table.name),
        weigh=None if table is sheets.ORGANISATIONS else weighing(table.name),
        kept_as=f"members.{table.name}",
        see=see,
        change="members.change",
        back=f"members:{table.name}",
    )


TABLES = (
    flow(
        sheets.ORGANISATIONS, gettext_noop("成员单位"), "building-community", "members.see", queries.organisation_rows
    ),
    flow(sheets.HOUSEHOLDS, gettext_noop("农户"), "home-heart", "members.see_people", queries.household_rows),
    flow(sheets.PEOPLE, gettext_noop("人员"), "users", "members.see_people", queries.person_rows),
    flow(sheets.PLACES, gettext_noop("地点"), "map-pin", "members.see", queries.place_rows),
)
