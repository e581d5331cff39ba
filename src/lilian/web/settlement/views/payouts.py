"""The cashier's payouts: what is due, the file for the bank, its answer."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.kernel.money import yuan_text
from lilian.members import queries as register
from lilian.payouts import actions, queries
from lilian.payouts.values import PAYMENT_STATE_NAMES, Payee, PaymentState
from lilian.web.settlement import bank, columns
from lilian.web.settlement.forms import BankFileForm, PayeeForm, ReturnForm
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request
from lilian.web.shell.whom import heads

BOTH = ["GET", "HEAD", "POST"]
LONGEST_REFERENCE = 20  # LL and a number any database holds


def payout_url(pk: int) -> str:
    return reverse("settlement:payout", args=[pk])


@require_safe
@login_required
def payouts(request: Request, pk: int) -> HttpResponse:
    """What an organisation still has to pay, and the files made before."""
    request.actor.must("settlement.pay")
    due = queries.to_pay(request.actor, pk)
    names = heads(request.actor, [one.household_id for one in due])
    names = register.household_codes([one.household_id for one in due]) | names
    total = yuan_text(sum(one.fen for one in due))
    totals = {"who": gettext("合计"), "fen": total}
    context = {
        "organisation": register.organisation(request.actor, pk),
        "total": total,
        "without": sum(one.payee_id is None for one in due),
        "ready": sum(one.payee_id is not None for one in due),
        "listing": Listing(request, columns.to_pay(names), due, totals=totals, row_key=lambda r: str(r.statement_id)),
        "files": queries.payouts(request.actor).filter(organisation=pk)[:20],
    }
    return render(request, "settlement/payouts.html", context)


@require_POST
@login_required
def make(request: Request, pk: int) -> HttpResponse:
    request.actor.must("settlement.pay")

    def act() -> str:
        made = actions.make_payout(actor=request.actor, organisation_id=pk, client_key=key_of(request), now=request.now)
        return payout_url(made)

    return once(request, act)


@require_http_methods(BOTH)
@login_required
def payout(request: Request, pk: int) -> HttpResponse:
    """One file: its payments, what the bank said of each; its answer is read back here."""
    found = queries.payout(request.actor, pk)
    said = request.GET.get("state", "")
    rows = queries.payments(request.actor, pk, PaymentState(said) if said in set(PaymentState) else None)
    names = heads(request.actor, rows.values_list("statement__household_id", flat=True))
    sums = queries.payment_sums(request.actor, pk)
    form = BankFileForm(request.POST or None, request.FILES or None)

    def act() -> str:
        given = form.cleaned_data["file"]
        said = bank.answers_in(given.read(), given.name)
        actions.read_answers(actor=request.actor, payout_id=pk, answers=said, now=request.now)
        return payout_url(pk)

    context = {
        "payout": found,
        "waiting": sums[PaymentState.WAITING][0],
        "paid": sums[PaymentState.PAID][0],
        "sums": [
            (gettext(PAYMENT_STATE_NAMES[state]), yuan_text(fen), columns.PAYMENT_TONES[state], count)
            for state, (count, fen) in sums.items()
        ],
        "states": chips(request, "state", states(sums)),
        "listing": Listing(request, columns.payments(names), rows),
    }
    return FormPage("settlement/payout.html", form, act, gettext("回单读好了。"), context).answer(request)


def states(sums: Mapping[PaymentState, tuple[int, int]]) -> list[tuple[str, str]]:
    """What the list of payments can be narrowed to: what there is any of."""
    named = [(state.value, gettext(PAYMENT_STATE_NAMES[state])) for state, (count, _fen) in sums.items() if count]
    return [("", gettext("全部")), *named]


@require_http_methods(BOTH)
@login_required
def payment_returned(request: Request, pk: int) -> HttpResponse:
    """What the bank had paid came back: it is owed again."""
    found = queries.payout(request.actor, pk)
    reference = request.GET.get("reference", "")[:40]
    form = ReturnForm(request.POST or None, initial={"reference": reference})

    def act() -> str:
        actions.record_return(actor=request.actor, payout_id=pk, **form.cleaned_data, now=request.now)
        return payout_url(pk)

    return form_page(
        title=gettext("登记银行退回"),
        purpose=about_payment(request, pk, reference) or f"{found.organisation.name} · {found.day:%Y-%m-%d}",
        back=payout_url(pk),
        back_label=gettext("付款文件"),
        form=form,
        act=act,
        done=gettext("登记了；这笔钱跟下一份付款文件再付。"),
        submit=gettext("登记银行退回"),
    ).answer(request)


def about_payment(request: Request, payout_id: int, reference: str) -> str:
    """Whose payment it is and how much, so that nobody records the return of another's; '' where none is named."""
    named = queries.line_ids([reference[:LONGEST_REFERENCE]])
    row = queries.payments(request.actor, payout_id).filter(pk__in=named.values()).first()
    if row is None:
        return ""
    home = row.statement.household
    name = heads(request.actor, [home.pk]).get(home.pk, home.code)
    return gettext("%(who)s · %(yuan)s 元 · 户名 %(holder)s") % {
        "who": name,
        "yuan": yuan_text(row.amount_fen),
        "holder": row.payee.holder,
    }


@require_safe
@login_required
def payment_file(request: Request, pk: int) -> HttpResponse:
    found = queries.payout(request.actor, pk)
    response = HttpResponse(
        bank.payment_file(queries.payments(request.actor, pk)), content_type="text/csv; charset=utf-8"
    )
    name = f"{gettext('付款')}-{found.organisation.code}-{found.pk}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(BOTH)
@login_required
def payee(request: Request, pk: int) -> HttpResponse:
    """Where a household's money goes from now on."""
    request.actor.must("settlement.pay")
    household = register.household(request.actor, pk)
    request.actor.must("settlement.pay", organisation_id=household.organisation_id)
    newest = queries.payee_of(pk)
    first = {"holder": newest.holder, "bank": newest.bank} if newest else {"holder": heads(request.actor, [pk]).get(pk)}
    form = PayeeForm(request.POST or None, initial=first)
    back = reverse("settlement:payouts", args=[household.organisation_id])

    def act() -> str:
        actions.set_payee(actor=request.actor, household_id=pk, payee=Payee(**form.cleaned_data), now=request.now)
        messages.info(request, gettext("以后的付款文件用这个账号。"))
        return back

    return form_page(
        title=gettext("登记银行账号"),
        purpose=household.code,
        back=back,
        back_label=gettext("付款"),
        form=form,
        act=act,
        done=gettext("已登记。"),
    ).answer(request)
