"""The table of reports of use, as the flow of Excel in and out takes it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.members.values import Applied
from lilian.usage import actions, queries
from lilian.usage.actions.imports import KEPT_AS
from lilian.usage.sheets import USE_REPORTS
from lilian.web.shell.tables.flow import File, TableFlow, Values


def rows(actor: Actor) -> Iterator[Values]:
    for row in queries.standing_reports(actor):
        yield {"licence": row.licence.number, "month": row.month, "on_hand": row.on_hand, "note": row.note or None}


def write(actor: Actor, rows: Sequence[Values], now: datetime) -> Applied:
    return actions.write_reports(actor=actor, rows=rows, now=now)


def take(actor: Actor, rows: Sequence[Values], file: File, now: datetime) -> int:
    return actions.import_reports(actor=actor, rows=rows, file_name=file.name, file_digest=file.digest, now=now)


TABLES = (
    TableFlow(
        table=USE_REPORTS,
        label=gettext_noop("用标报告"),
        icon="certificate",
        rows=rows,
        write=write,
        take=take,
        kept_as=KEPT_AS,
        see="brand.see",
        change="brand.report",
        back="brand:licences",
    ),
)
