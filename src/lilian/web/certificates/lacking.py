"""Lots on hand that lack a certificate, by owner, day and variety: what one certificate may stand for together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lilian.certificates import queries
from lilian.certificates.values import Lacking
from lilian.web.certificates.tabs import tabs
from lilian.web.shell.listing import Listing
from lilian.web.shell.requests import Request

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Batch:
    """Lots of a page that one certificate may stand for; `goes_on` if more of them are on the next one."""

    lots: Sequence[Lacking]
    goes_on: bool = False

    @property
    def first(self) -> Lacking:
        return self.lots[0]


@require_safe
@login_required
def lacking(request: Request) -> HttpResponse:
    """Batch after batch, the newest first; a batch that does not end on its page says so."""
    actor = request.actor
    found = queries.by_batch(queries.lacking(actor))
    listing = Listing(request, (), found)
    last = listing.page.end_index()
    rows = queries.told(found[max(listing.page.start_index() - 1, 0) : last + 1])
    shown = len(listing.page.object_list)
    context = {"batches": batches(rows[:shown], rows[shown:]), "listing": listing, "tabs": tabs(actor, "lacking")}
    return render(request, "certificates/lacking.html", context)


def batches(rows: Sequence[Lacking], after: Sequence[Lacking] = ()) -> list[Batch]:
    """Rows in the order of `by_batch`, and the one after them if there is one."""
    following = {_key(row) for row in after}
    return [Batch(list(lots), key in following) for key, lots in groupby(rows, key=_key)]


def _key(row: Lacking) -> Key:
    return row.made_on.toordinal(), row.owner_id, row.variety_id
