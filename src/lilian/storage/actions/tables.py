"""How the rows of each Excel table are written, and taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from lilian.base import imports
from lilian.base.actors import Actor
from lilian.base.bulk import Weighed
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members.values import Applied
from lilian.storage.actions.lot_rows import taking_back_lots, weigh_lots
from lilian.storage.actions.outage_rows import take_back_outages, write_outages
from lilian.storage.actions.report_rows import weigh_readings, weigh_reports
from lilian.storage.actions.store_rows import take_back_stores, write_stores

Row = Mapping[str, Any]
Weigh = Callable[[Actor, Sequence[Row], datetime], Weighed[Applied]]
Write = Callable[[Actor, Sequence[Row], datetime], Applied]
TakeBack = Callable[[Actor, Mapping[str, Any]], AbstractContextManager[imports.TakeBack]]


class FactsStand(Refusal):
    code = "storage.facts_stand"
    sentence = gettext_noop("填报和温度一经写下就不能撤回。")
    remedy = gettext_noop("写错了请再填报一次，以新的为准。")


def facts_stand(_actor: Actor, _kept: Mapping[str, Any]) -> AbstractContextManager[imports.TakeBack]:
    """:raises FactsStand: always; what was said was said"""
    raise FactsStand()


# Weighed by reading alone, written in a moment; the few stores and outages are written as they come.
WEIGHERS: dict[str, Weigh] = {"lots": weigh_lots, "fill_reports": weigh_reports, "readings": weigh_readings}


def _weighed_and_written(weigh: Weigh) -> Write:
    def write(actor: Actor, rows: Sequence[Row], now: datetime) -> Applied:
        found = weigh(actor, rows, now)
        found.upsert.write()
        return found.applied

    return write


WRITERS: dict[str, Write] = {
    "stores": write_stores,
    "room_outages": write_outages,
    **{table: _weighed_and_written(weigh) for table, weigh in WEIGHERS.items()},
}


def take_back(actor: Actor, table: str, kept: Mapping[str, Any]) -> AbstractContextManager[imports.TakeBack]:
    """What taking an import back needs, found by reading; entered, it gives the act that writes it."""
    return UNDOERS[table](actor, kept)


def _as_they_come(back: Callable[[Actor, Mapping[str, Any], datetime], None]) -> TakeBack:
    """Of a table of few rows: put back one by one, by the act itself."""

    @contextmanager
    def taking_back(actor: Actor, kept: Mapping[str, Any]) -> Iterator[imports.TakeBack]:
        yield lambda now: back(actor, kept, now)

    return taking_back


UNDOERS: dict[str, TakeBack] = {
    "lots": taking_back_lots,
    "stores": _as_they_come(take_back_stores),
    "room_outages": _as_they_come(take_back_outages),
    "fill_reports": facts_stand,
    "readings": facts_stand,
}
