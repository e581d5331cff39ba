"""One account from day to day, and how far it may go."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.money import yuan_text
from lilian.ledger import actions, queries
from lilian.ledger.values import Limits, Purpose, Side, Statement, side_of
from lilian.web.ledger import columns, workbooks
from lilian.web.ledger.asked import Span, span_asked
from lilian.web.ledger.forms import LimitForm
from lilian.web.ledger.words import Names, purpose_name
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download

BOTH = ["GET", "HEAD", "POST"]


def moved(said: Statement) -> tuple[int, int]:
    """What was added and what was taken, in fen."""
    return (
        sum(max(line.amount_fen, 0) for line in said.lines),
        sum(max(-line.amount_fen, 0) for line in said.lines),
    )


def limit_of(found: Any) -> int | None:
    """On the account's own side."""
    standing = found.balance
    on_debit = side_of(Purpose(found.purpose)) is Side.DEBIT
    return standing.most_debit_fen if on_debit else standing.most_credit_fen


def shown(request: Request, pk: int, span: Span) -> dict[str, Any]:
    found = queries.account(request.actor, pk)
    said = queries.statement(request.actor, pk, since=span.since, until=span.until)
    more, less = moved(said)
    totals = {"day": gettext("合计"), "more": yuan_text(more), "less": yuan_text(less)}
    totals["balance"] = yuan_text(said.closing_fen)
    names = Names(request.actor, [found])
    in_book = found.book.organisation_id in request.actor.reach("ledger.see")
    return {
        "account": found,
        "title": purpose_name(found.purpose),
        "who": names.who(found),
        "said": said,
        "more_fen": more,
        "less_fen": less,
        "limit_fen": limit_of(found),
        "in_book": in_book,
        "limits": queries.limits_of(request.actor, pk) if in_book else (),
        "may_limit": request.actor.may("ledger.set_limits", organisation_id=found.book.organisation_id),
        "listing": Listing(
            request,
            columns.STATEMENT,
            list(reversed(said.lines)),
            totals=totals,
            row_key=lambda line: str(line.posting_id),
        ),
    }


@require_safe
@login_required
def account(request: Request, pk: int) -> HttpResponse:
    """What stood before, every line, and what stood after each; the newest first."""
    return render(request, "ledger/account.html", shown(request, pk, span_asked(request)))


@require_safe
@login_required
def statement_workbook(request: Request, pk: int) -> HttpResponse:
    span = span_asked(request)
    data = workbooks.statement(request.actor, pk, span, request.now)
    return as_download(data, f"{gettext('对账单')}-{span.since:%Y%m%d}-{span.until:%Y%m%d}.xlsx")


@require_http_methods(BOTH)
@login_required
def set_limit(request: Request, pk: int) -> HttpResponse:
    """How far the account may go on its own side, with the reason."""
    request.actor.must("ledger.set_limits")
    found = queries.account(request.actor, pk)
    request.actor.must("ledger.set_limits", organisation_id=found.book.organisation_id)
    form = LimitForm(request.POST or None, initial={"most_fen": limit_of(found)})

    def act() -> str:
        most, standing = form.cleaned_data["most_fen"], found.balance
        if side_of(Purpose(found.purpose)) is Side.DEBIT:
            limits = Limits(most, standing.most_credit_fen)
        else:
            limits = Limits(standing.most_debit_fen, most)
        reason = form.cleaned_data["reason"]
        actions.set_limits(actor=request.actor, account_id=pk, limits=limits, reason=reason, now=request.now)
        return columns.account_url(found)

    return form_page(
        title=gettext("定额度"),
        purpose=Names(request.actor, [found]).title(found),
        back=columns.account_url(found),
        back_label=purpose_name(found.purpose),
        form=form,
        act=act,
        done=gettext("额度定好了。"),
        submit=gettext("定额度"),
    ).answer(request)
