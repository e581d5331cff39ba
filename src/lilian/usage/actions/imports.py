"""Reports of use from a holder's Excel: all rows or none. A row that says why takes back what was reported before;
all of it stays on record, so there is no undo."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import imports
from lilian.base.actors import Actor
from lilian.brand import queries as labels
from lilian.brand.values import tidied
from lilian.members.actions.imports.faults import RowFaults
from lilian.members.values import Applied
from lilian.usage import queries
from lilian.usage.actions.refusals import NoSuchLicence, NothingToRetract
from lilian.usage.actions.reporting import report, retract
from lilian.usage.sheets import USE_REPORTS
from lilian.usage.values import ReportDraft

Row = Mapping[str, Any]
KEPT_AS = f"brand.{USE_REPORTS.name}"  # as those were that came before this was a module of its own
COLUMN_OF = {
    "usage.no_such_licence": "licence",
    "usage.reported_already": "month",
    "usage.month_not_over": "month",
    "usage.nothing_to_retract": "retract",
    "usage.unexplained_difference": "on_hand",
}


@transaction.atomic
def write_reports(*, actor: Actor, rows: Sequence[Row], now: datetime) -> Applied:
    """Each row by the act of one report, after that of taking back the one before where the row says why; a month that
    was reported with the same count is left as it is.

    :raises RowsRefused: naming unknown licences, months that are not over or were reported otherwise, and counts that
        differ from the books without a reason; nothing is written then
    """
    known = dict(labels.licences(actor, permission="brand.report").values_list("number", "pk"))
    told = dict(_told(actor, known))
    faults, added = RowFaults(COLUMN_OF, "licence"), list[str]()
    for place, row in enumerate(rows):
        with faults.of(str(place)):
            number = tidied(row["licence"])
            if number not in known:
                raise NoSuchLicence(given=row["licence"])
            before = told.get((number, row["month"]))
            if before and before.on_hand == row["on_hand"]:
                continue
            if why := row.get("retract"):
                if before is None:
                    raise NothingToRetract(month=f"{row['month']:%Y-%m}")
                retract(actor=actor, report_id=before.pk, reason=why, now=now)
            draft = ReportDraft(known[number], row["month"], row["on_hand"], row.get("note") or "")
            report(actor=actor, draft=draft, now=now)
            added.append(f"{number} {row['month']:%Y-%m}")
    faults.check()
    return Applied(USE_REPORTS.name, tuple(added), unchanged=len(rows) - len(added))


def _told(actor: Actor, known: Mapping[str, int]) -> Any:
    found = queries.standing_reports(actor).filter(licence__in=known.values())
    return (((row.licence.number, row.month), row) for row in found)


@transaction.atomic
def import_reports(*, actor: Actor, rows: Sequence[Row], file_name: str, file_digest: str, now: datetime) -> int:
    """Return the key of the import.

    :raises RowsRefused, NothingToImport: nothing is written then
    """
    applied = write_reports(actor=actor, rows=rows, now=now)
    counts = imports.Counts(len(applied.added), 0, applied.unchanged)
    taken = imports.TakenIn(table=KEPT_AS, file_name=file_name, file_digest=file_digest, counts=counts)
    return int(imports.record(actor=actor, taken=taken, now=now).pk)
