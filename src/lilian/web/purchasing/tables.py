"""The table of needs, as the flow of Excel in and out takes it."""

from collections.abc import Sequence
from datetime import datetime

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.members.values import Applied
from lilian.purchasing import actions, queries
from lilian.purchasing.actions.need_rows import KEPT_AS
from lilian.purchasing.sheets import NEEDS
from lilian.web.shell.tables.flow import File, TableFlow, Values


def write(actor: Actor, rows: Sequence[Values], now: datetime) -> Applied:
    return actions.write_rows(actor=actor, rows=rows, now=now)


def take(actor: Actor, rows: Sequence[Values], file: File, now: datetime) -> int:
    return actions.import_needs(actor=actor, rows=rows, file_name=file.name, file_digest=file.digest, now=now)


TABLES = (
    TableFlow(
        table=NEEDS,
        label=gettext_noop("农资需求"),
        icon="shopping-cart",
        rows=queries.need_rows,
        write=write,
        take=take,
        kept_as=KEPT_AS,
        see="purchasing.see_needs",
        change="purchasing.need",
        back="purchasing:campaigns",
    ),
)
