"""What a list of certificates is asked for, as the address says it: the same is shown, printed and exported."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.certificates import queries
from lilian.web.shell.requests import Request

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lilian.certificates.models import Certificate, Collected

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
VALID, VOID, FLAGGED = "valid", "void", "flagged"


@dataclass(frozen=True)
class Asked:
    """A month as `2026-09`, a number or issuer, who took it in, a state; what the address cannot mean is left out."""

    month: str = ""
    text: str = ""
    holder: str = ""
    state: str = ""

    @classmethod
    def of(cls, request: Request) -> "Asked":
        said, month = request.GET, request.GET.get("month", "")
        state = said.get("state", "")
        return cls(
            month if MONTH.fullmatch(month) else "",
            said.get("q", "")[:80],
            said.get("holder", "")[:80],
            state if state in (VALID, VOID, FLAGGED) else "",
        )

    def days(self) -> tuple[date, date] | None:
        """The first day of the month and that of the next; None for all time."""
        if not self.month:
            return None
        first = date.fromisoformat(f"{self.month}-01")
        return first, (first + timedelta(days=31)).replace(day=1)

    def certificates(self, actor: Actor) -> "QuerySet[Certificate]":
        since, until = map(_midnight, days) if (days := self.days()) else (None, None)
        void = {VALID: False, VOID: True}.get(self.state)
        return queries.certificates(actor, since=since, until=until, text=self.text, void=void, holder=self.holder)

    def collected(self, actor: Actor) -> "QuerySet[Collected]":
        days = self.days()
        first, last = (days[0], days[1] - timedelta(days=1)) if days else (None, None)
        misfit = True if self.state == FLAGGED else None
        return queries.collected(
            actor, first_day=first, last_day=last, text=self.text, holder=self.holder, misfit=misfit
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
