"""The meters' table, as the flow of Excel in and out takes it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.idling import actions, queries
from lilian.idling.actions.imports import TABLE, write_rows
from lilian.idling.sheets import METERS
from lilian.kernel.marks import gettext_noop
from lilian.members.values import Applied
from lilian.web.shell.tables.flow import File, TableFlow, Values


def with_zone(row: Values) -> Values:
    """A cell's time is the county's; the system's has its zone."""
    return {**row, "at": row["at"].replace(tzinfo=timezone.get_current_timezone())}


def without_zone(row: Values) -> Values:
    """Excel knows no zones: the county's time, to the second."""
    return {**row, "at": timezone.localtime(row["at"]).replace(tzinfo=None, microsecond=0)}


def write(actor: Actor, rows: Sequence[Values], now: datetime) -> Applied:
    return write_rows(actor, [with_zone(row) for row in rows], now)


def take(actor: Actor, rows: Sequence[Values], file: File, now: datetime) -> int:
    told = [with_zone(row) for row in rows]
    return actions.import_rows(actor=actor, rows=told, file_name=file.name, file_digest=file.digest, now=now)


TABLES = (
    TableFlow(
        table=METERS,
        label=gettext_noop("电表抄见"),
        icon="bolt",
        rows=lambda actor: map(without_zone, queries.meter_rows(actor)),
        write=write,
        take=take,
        kept_as=TABLE,
        see="idling.see_meters",
        change="idling.read_meter",
        back="idling:meters",
    ),
)
