"""The tables of cold storage, as the flow of Excel in and out takes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from lilian.base import bulk
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.members.values import Applied
from lilian.sheets import Table
from lilian.storage import actions, queries, sheets
from lilian.storage.actions.tables import WEIGHERS, WRITERS
from lilian.storage.queries import records
from lilian.web.shell.tables.flow import File, TableFlow, Take, Values, Weighed


def with_zone(row: Values) -> Values:
    """A cell's time is the county's; the system's has its zone."""
    zone = timezone.get_current_timezone()
    moments = {key: value.replace(tzinfo=zone) for key, value in row.items() if isinstance(value, datetime)}
    return {**row, **moments}


def without_zone(row: Values) -> Values:
    """Excel knows no zones: the county's time, to the second."""
    moments = {key: plain_moment(value) for key, value in row.items() if isinstance(value, datetime)}
    return {**row, **moments}


def plain_moment(at: datetime) -> datetime:
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0)


def writing(name: str) -> Callable[[Actor, Sequence[Values], datetime], Applied]:
    def write(actor: Actor, rows: Sequence[Values], now: datetime) -> Applied:
        return WRITERS[name](actor, [with_zone(row) for row in rows], now)

    return write


def taking(name: str) -> Callable[[Actor, Sequence[Values], File, datetime], int]:
    def take(actor: Actor, rows: Sequence[Values], file: File, now: datetime) -> int:
        return taken(name, actor, [with_zone(row) for row in rows], file, now)

    return take


def taken(name: str, actor: Actor, rows: Sequence[Values] | bulk.Weighed[Applied], file: File, now: datetime) -> int:
    return actions.import_rows(
        actor=actor, table=name, rows=rows, file_name=file.name, file_digest=file.digest, now=now
    )


def weighing(name: str) -> Callable[[Actor, Sequence[Values], datetime], Weighed]:
    def weigh(actor: Actor, rows: Sequence[Values], now: datetime) -> Weighed:
        found = actions.weigh_rows(actor, name, [with_zone(row) for row in rows], now)

        @contextmanager
        def ready() -> Iterator[Take]:
            with found.upsert.ready():
                yield lambda file, at: taken(name, actor, found, file, at)

        return Weighed(found.applied, ready)

    return weigh


def flow(table: Table, label: str, icon: str, rows: Callable[[Actor], Iterable[Values]], **policy: Any) -> TableFlow:
    return TableFlow(
        table=table,
        label=label,
        icon=icon,
        rows=lambda actor: map(without_zone, rows(actor)),
        write=writing(table.name),
        take=taking(table.name),
        weigh=weighing(table.name) if table.name in WEIGHERS else None,
        kept_as=f"storage.{table.name}",
        **policy,
    )


def store_rows(actor: Actor) -> Iterable[Values]:
    """The clock is read here, at the edge."""
    return queries.store_rows(actor, now=timezone.now())


STORES = {"see": "storage.see", "back": "storage:stores"}
TABLES = (
    flow(
        sheets.REGISTER,
        gettext_noop("冷库"),
        icon="building-warehouse",
        rows=store_rows,
        read_as=lambda: sheets.register_table(sheets.stores_table(queries.bounds(), queries.county_centre())),
        change="storage.change",
        **STORES,
    ),
    flow(
        sheets.FILL_REPORTS,
        gettext_noop("库存填报"),
        icon="clipboard-check",
        rows=queries.report_rows,
        change="storage.report",
        **STORES,
    ),
    flow(
        sheets.OUTAGES,
        gettext_noop("库房停用"),
        icon="lock",
        rows=queries.outage_rows,
        change="storage.report",
        **STORES,
    ),
    flow(
        sheets.READINGS,
        gettext_noop("库房温度"),
        icon="temperature",
        rows=records.reading_rows,
        change="storage.report",
        **STORES,
    ),
    flow(
        sheets.LOTS,
        gettext_noop("待储批次"),
        icon="package",
        rows=queries.lot_rows,
        read_as=lambda: sheets.live_lots_table(queries.bounds(), queries.county_centre()),
        see="storage.see_lots",
        change="storage.change_lots",
        back="storage:lots",
    ),
)
