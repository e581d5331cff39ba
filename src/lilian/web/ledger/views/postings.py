"""Postings: the list of a book, one with its lines, one made by hand, one taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.kernel.money import yuan_text
from lilian.ledger import actions, queries
from lilian.ledger.values import Line, PostingDraft
from lilian.web.ledger import columns
from lilian.web.ledger.asked import span_asked
from lilian.web.ledger.forms import FORMS, PURPOSES, TITLES, EntryKind
from lilian.web.ledger.views.books import book_url, shared
from lilian.web.ledger.words import Names, origin
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def postings(request: Request, pk: int) -> HttpResponse:
    """A book's postings, the newest first; by day, by note."""
    context = shared(request, pk, "postings")
    span, text = span_asked(request), request.GET.get("q", "").strip()
    found = queries.postings(request.actor, book_id=pk).filter(day__range=(span.since, span.until))
    found = found.select_related("reversed_by")
    if text:
        found = found.filter(Q(note__icontains=text) | Q(about__icontains=text))
    listing = Listing(request, columns.POSTINGS, found)
    return render(request, "ledger/postings.html", context | {"span": span, "text": text, "listing": listing})


@require_safe
@login_required
def posting(request: Request, pk: int) -> HttpResponse:
    """One posting: its lines as far as one may see them, where it comes from, what took it back."""
    found = queries.posting(request.actor, pk)
    lines = list(queries.lines(request.actor, pk))
    names = Names(request.actor, [line.account for line in lines])
    home = found.book.organisation_id
    sums = [sum(max(sign * line.amount_fen, 0) for line in lines) for sign in (1, -1)]
    totals = dict(zip(("account", "debit", "credit"), (gettext("合计"), *map(yuan_text, sums)), strict=True))
    context = {
        "posting": found,
        "taken_back_by": getattr(found, "reversed_by", None),
        "origin": origin(found.about) if found.about else None,
        "state": columns.posting_state(found),
        "in_book": home in request.actor.reach("ledger.see"),
        "may_reverse": request.actor.may("ledger.reverse", organisation_id=home),
        "listing": Listing(request, columns.lines(names), lines, totals=totals, per_page=500),
    }
    return render(request, "ledger/posting.html", context)


@require_POST
@login_required
def reverse_posting(request: Request, pk: int) -> HttpResponse:
    """The counter-posting of a wrong one, today."""
    request.actor.must("ledger.reverse")
    queries.posting(request.actor, pk)

    def act() -> str:
        made = actions.reverse(
            actor=request.actor,
            posting_id=pk,
            reason=request.POST.get("reason", "")[:200],
            client_key=key_of(request),
            day=timezone.localdate(request.now),
            now=request.now,
        )
        return columns.posting_url(made)

    response = once(request, act)
    messages.success(request, gettext("已冲销，原来那一笔留着。"))
    return response


@require_http_methods(BOTH)
@login_required
def post_entry(request: Request, pk: int, kind: str) -> HttpResponse:
    """Money comes, goes, is moved, or stood there already."""
    request.actor.must("ledger.post")
    found = queries.book(request.actor, pk)
    request.actor.must("ledger.post", organisation_id=found.organisation_id)
    if kind not in FORMS:
        raise Http404
    wanted = EntryKind(kind)
    today = timezone.localdate(request.now)
    first: dict[str, Any] = {"day": found.opened_on if wanted is EntryKind.OPENING else today}
    if wanted is EntryKind.OPENING:
        first["note"] = gettext("期初余额")
    form = FORMS[wanted](request.POST or None, actor=request.actor, initial=first)

    def act() -> str:
        keys = form.keys(pk)
        numbers = actions.open_accounts(actor=request.actor, keys=keys, now=request.now)
        said = form.cleaned_data
        sides = zip(keys, (said["amount_fen"], -said["amount_fen"]), strict=True)
        lines = tuple(Line(numbers[key], fen) for key, fen in sides)
        draft = PostingDraft(pk, said["day"], key_of(request), lines, note=said["note"])
        return columns.posting_url(actions.post(actor=request.actor, draft=draft, now=request.now))

    return form_page(
        title=gettext(TITLES[wanted]),
        purpose=gettext(PURPOSES[wanted]),
        back=book_url(pk),
        back_label=found.organisation.name,
        form=form,
        act=act,
        done=gettext("已记账。"),
        submit=gettext("记这一笔"),
    ).answer(request)
