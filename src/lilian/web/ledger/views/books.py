"""Books: which there are, one at a glance, its trial balance, its days."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.money import yuan_text
from lilian.ledger import actions, queries
from lilian.ledger.values import PURPOSE_NAMES, Purpose
from lilian.web.ledger import columns, workbooks
from lilian.web.ledger.asked import day_asked
from lilian.web.ledger.forms import CloseForm, OpenBookForm
from lilian.web.ledger.lists import named_listing
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download

BOTH = ["GET", "HEAD", "POST"]


def book_url(pk: int) -> str:
    return reverse("ledger:book", args=[pk])


@require_safe
@login_required
def books(request: Request) -> HttpResponse:
    """Every book one may look into; with one of one's own alone, straight into it, without any, to what one is owed."""
    found = queries.books(request.actor)
    may_open = request.actor.may("ledger.open_book")
    own = None if request.actor.reach("ledger.see_books").everywhere else list(found[:2])
    if own is not None and len(own) < 2:
        return HttpResponseRedirect(book_url(own[0].pk) if own else reverse("ledger:mine"))
    text = request.GET.get("q", "").strip()
    if text:
        found = found.filter(organisation__name__icontains=text)
    context = {"listing": Listing(request, columns.BOOKS, found), "text": text, "may_open": may_open}
    return render(request, "ledger/books.html", context)


@require_http_methods(BOTH)
@login_required
def open_book(request: Request) -> HttpResponse:
    """An organisation keeps books from a day on."""
    request.actor.must("ledger.open_book")
    taken = queries.books(request.actor).values_list("organisation_id", flat=True)
    first = {"opened_on": timezone.localdate(request.now).replace(month=1, day=1)}
    form = OpenBookForm(request.POST or None, actor=request.actor, taken=taken, initial=first)

    def act() -> str:
        said = form.cleaned_data
        made = actions.open_book(
            actor=request.actor, organisation_id=said["organisation"], opened_on=said["opened_on"], now=request.now
        )
        return book_url(made)

    return form_page(
        title=gettext("开一本账"),
        purpose=gettext("一个单位一本账；每一笔都是两边相等，记下就不改。"),
        back=reverse("ledger:books"),
        back_label=gettext("账本"),
        form=form,
        act=act,
        done=gettext("账开好了，可以登记期初余额。"),
        submit=gettext("开账"),
    ).answer(request)


def shared(request: Request, pk: int, here: str) -> dict[str, Any]:
    """What every page of a book shows."""
    found = queries.book(request.actor, pk)
    home = found.organisation_id
    return {
        "book": found,
        f"here_{here}": True,
        "may_post": request.actor.may("ledger.post", organisation_id=home),
        "may_close": request.actor.may("ledger.close_days", organisation_id=home),
    }


@require_safe
@login_required
def book(request: Request, pk: int) -> HttpResponse:
    """Money at hand, what is owed either way, and every account."""
    context = shared(request, pk, "accounts")
    text, chosen = request.GET.get("q", "").strip(), request.GET.get("purpose", "")
    purpose = Purpose(chosen) if chosen in Purpose.__members__.values() else None
    everything = queries.accounts(request.actor, book_id=pk)
    there = set(everything.order_by().values_list("purpose", flat=True))
    options = [("", gettext("全部")), *((one.value, gettext(PURPOSE_NAMES[one])) for one in Purpose if one in there)]
    found = queries.accounts(request.actor, book_id=pk, purpose=purpose, text=text)
    context |= {
        "figures": queries.figures(request.actor, pk),
        "text": text,
        "chips": chips(request, "purpose", options),
        "listing": named_listing(request, columns.accounts, found),
    }
    return render(request, "ledger/book.html", context)


@require_safe
@login_required
def accounts_workbook(request: Request, pk: int) -> HttpResponse:
    queries.book(request.actor, pk)
    data = workbooks.accounts(request.actor, pk, request.now)
    return as_download(data, f"{gettext('账户')}-{timezone.localdate(request.now):%Y%m%d}.xlsx")


@require_safe
@login_required
def trial(request: Request, pk: int) -> HttpResponse:
    """The book on one page, as of the end of a day."""
    context = shared(request, pk, "trial")
    day = day_asked(request, "day", timezone.localdate(request.now))
    rows = queries.trial_balance(request.actor, pk, until=day)
    debit, credit = sum(row.debit_fen for row in rows), sum(row.credit_fen for row in rows)
    standing = sum(max(row.balance_fen, 0) for row in rows)
    totals = {"purpose": gettext("合计"), "debit": yuan_text(debit), "credit": yuan_text(credit)}
    totals |= {"left": yuan_text(standing), "right": yuan_text(sum(max(-row.balance_fen, 0) for row in rows))}
    listing = Listing(request, columns.TRIAL, rows, totals=totals, per_page=len(Purpose))
    return render(request, "ledger/trial.html", context | {"day": day, "listing": listing, "is_even": debit == credit})


@require_safe
@login_required
def trial_workbook(request: Request, pk: int) -> HttpResponse:
    day = day_asked(request, "day", timezone.localdate(request.now))
    data = workbooks.trial(request.actor, pk, day, request.now)
    return as_download(data, f"{gettext('试算表')}-{day:%Y%m%d}.xlsx")


@require_http_methods(BOTH)
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    """Days are closed: nothing more is posted to them."""
    request.actor.must("ledger.close_days")
    found = queries.book(request.actor, pk)
    request.actor.must("ledger.close_days", organisation_id=found.organisation_id)
    form = CloseForm(request.POST or None)

    def act() -> str:
        actions.close_days(actor=request.actor, book_id=pk, through=form.cleaned_data["through"], now=request.now)
        return book_url(pk)

    closed = gettext("已经结到 %(day)s。") % {"day": found.closed_through} if found.closed_through else ""
    return form_page(
        title=gettext("结账"),
        purpose=f"{found.organisation.name} · {closed}".removesuffix(" · "),
        back=book_url(pk),
        back_label=found.organisation.name,
        form=form,
        act=act,
        done=gettext("已结账。"),
        submit=gettext("结账"),
    ).answer(request)
