"""What an address asks for: days and figures; what it cannot mean is left out."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from lilian.web.shell.requests import Request


class Span(NamedTuple):
    since: date
    until: date


def day_asked(request: Request, name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise


def span_asked(request: Request) -> Span:
    """From `since`, else the year's first day, until `until`, else today."""
    today = timezone.localdate(request.now)
    until = day_asked(request, "until", today)
    return Span(min(day_asked(request, "since", until.replace(month=1, day=1)), until), until)
