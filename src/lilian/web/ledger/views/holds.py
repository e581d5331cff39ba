"""Money put aside: what still waits, what became of the rest; posted or let go by a person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.kernel.money import parse_fen
from lilian.ledger import actions, queries
from lilian.web.ledger import columns
from lilian.web.ledger.lists import named_listing
from lilian.web.ledger.views.books import shared
from lilian.web.ledger.words import Names, origin
from lilian.web.shell.listing import chips
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request


@require_safe
@login_required
def holds(request: Request, pk: int) -> HttpResponse:
    context = shared(request, pk, "holds")
    ended = request.GET.get("ended", "") == "1"
    found = queries.holds(request.actor, book_id=pk, ended=ended)
    options = [("", gettext("还在预留")), ("1", gettext("已经结束"))]
    listing = named_listing(request, columns.holds, found, accounts_of=lambda row: (row.debit, row.credit))
    context |= {"chips": chips(request, "ended", options), "ended": ended, "listing": listing}
    return render(request, "ledger/holds.html", context)


@require_safe
@login_required
def hold(request: Request, pk: int) -> HttpResponse:
    found = queries.hold(request.actor, pk)
    names = Names(request.actor, [found.debit, found.credit])
    book = found.debit.book
    context = {
        "hold": found,
        "book": book,
        "end": getattr(found, "end", None),
        "state": columns.hold_state(found),
        "from": names.title(found.credit),
        "to": names.title(found.debit),
        "origin": origin(found.about) if found.about else None,
        "in_book": book.organisation_id in request.actor.reach("ledger.see"),
        "may_end": request.actor.may("ledger.hold", organisation_id=book.organisation_id),
    }
    return render(request, "ledger/hold.html", context)


@require_POST
@login_required
def post_hold(request: Request, pk: int) -> HttpResponse:
    """What was put aside is posted, all of it or as much as is written."""
    request.actor.must("ledger.post")
    queries.hold(request.actor, pk)

    def act() -> str:
        amount = request.POST.get("amount", "").strip()
        made = actions.post_held(
            actor=request.actor,
            hold_id=pk,
            day=timezone.localdate(request.now),
            client_key=key_of(request),
            now=request.now,
            amount_fen=parse_fen(amount) if amount else None,
        )
        return columns.posting_url(made)

    response = once(request, act)
    messages.success(request, gettext("已入账，余下的预留放开了。"))
    return response


@require_POST
@login_required
def void_hold(request: Request, pk: int) -> HttpResponse:
    request.actor.must("ledger.hold")
    found = queries.hold(request.actor, pk)

    def act() -> str:
        actions.void(actor=request.actor, hold_id=pk, now=request.now)
        return columns.hold_url(found.pk)

    response = once(request, act)
    messages.success(request, gettext("预留已取消。"))
    return response
