"""Lots on hand that lack a certificate, by owner, day and variety: what one certificate may stand for together."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lilian.certificates import queries
from lilian.certificates.values import Lacking
from lilian.web.certificates.tabs import tabs
from lilian.web.shell.requests import Request

MOST_LACKING = 300


@require_safe
@login_required
def lacking(request: Request) -> HttpResponse:
    actor = request.actor
    found = queries.lacking(actor)
    rows = queries.told(found[:MOST_LACKING])
    context = {
        "groups": batches(rows),
        "count": found.count(),
        "shown": len(rows),
        "tabs": tabs(actor, "lacking"),
    }
    return render(request, "certificates/lacking.html", context)


def batches(rows: Sequence[Lacking]) -> list[tuple[Lacking, list[Lacking]]]:
    """Each with its first, newest day first."""

    def batch(row: Lacking) -> tuple[int, str, int]:
        return -row.made_on.toordinal(), row.owner, row.variety_id

    return [(lots[0], lots) for _, group in groupby(sorted(rows, key=batch), key=batch) if (lots := list(group))]
