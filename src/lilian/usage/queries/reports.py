"""Monthly reports of use: which were made, which are due or overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.brand import queries as brand
from lilian.kernel.months import first_of, month_after
from lilian.kernel.refusal import NotFound
from lilian.usage import rules
from lilian.usage.models import Report

if TYPE_CHECKING:
    from lilian.brand.models import Licence

MONTHS_BACK = 3  # what was never reported stops being asked for, and stays to be seen in the list


@dataclass(frozen=True)
class Due:
    """A month nobody reported yet, and by when it was to be."""

    licence_id: int
    number: str
    holder: str
    month: date
    due_on: date

    @property
    def opens_on(self) -> date:
        """From when it may be reported: the month must be over."""
        return month_after(self.month)

    def is_overdue(self, day: date) -> bool:
        return day > self.due_on


def reports(actor: Actor, *, licence_id: int | None = None, permission: str = "brand.see") -> QuerySet[Report]:
    """Those that were made, the newest month first; what was taken back has its `retraction`."""
    found = Report.objects.filter(licence__in=brand.licences(actor, permission=permission).values("pk"))
    found = found.select_related("licence__mark", "retraction")
    return found if licence_id is None else found.filter(licence=licence_id)


def standing_reports(actor: Actor, *, licence_id: int | None = None) -> QuerySet[Report]:
    """The same without what was taken back: one a month."""
    return reports(actor, licence_id=licence_id).filter(retraction__isnull=True)


def report(actor: Actor, report_id: int, *, permission: str = "brand.see") -> Report:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = reports(actor, permission=permission).filter(pk=report_id).first()
    if found is None:
        raise NotFound()
    return found


def due(actor: Actor, day: date, *, permission: str = "brand.see", licence_id: int | None = None) -> list[Due]:
    """Months that have ended, in which there were labels, and of which nothing was reported; the oldest first."""
    found = brand.licences(actor, permission=permission)
    rows = list(found if licence_id is None else found.filter(pk=licence_id))
    first = brand.first_issued([row.pk for row in rows])
    standing = Report.objects.filter(licence__in=first, retraction__isnull=True)
    told = set(standing.values_list("licence_id", "month"))
    by_day = brand.report_days({row.mark_id for row in rows})
    return sorted(_missing(rows, first, told, by_day, day), key=lambda one: (one.month, one.number))


def next_due(actor: Actor, day: date, *, licence_id: int) -> Due | None:
    """The month that runs, if there will be anything to report of it; None where no label was ever issued."""
    row, month = brand.licences(actor).filter(pk=licence_id).first(), first_of(day)
    if row is None or not brand.first_issued([row.pk]) or month > row.valid_until:
        return None
    by_day = brand.report_days({row.mark_id})
    return Due(row.pk, row.number, row.holder, month, rules.due_on(month, by_day[row.mark_id]))


def _missing(
    rows: Iterable["Licence"],
    first: dict[int, datetime],
    told: set[tuple[int, date]],
    by_day: dict[int, int],
    day: date,
) -> Iterable[Due]:
    for row in rows:
        if (began := first.get(row.pk)) is None:
            continue
        ended = list(rules.months(timezone.localdate(began), min(day, month_after(row.valid_until))))
        for month in ended[-MONTHS_BACK:]:
            if (row.pk, month) not in told:
                yield Due(row.pk, row.number, row.holder, month, rules.due_on(month, by_day[row.mark_id]))
