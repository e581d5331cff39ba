"""A contract's money beside the price: deposits of many, inputs on credit and penalties of one."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.catalog import queries as catalog
from lilian.contracts import actions, queries
from lilian.contracts.values import (
    DEPOSIT_END_NAMES,
    DEPOSIT_STATE_NAMES,
    PENALTY_NAMES,
    DepositEnd,
    DepositState,
    PenaltyKind,
)
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.web.contracts.forms.money import InputsForm, PenaltyForm
from lilian.web.contracts.views.closings import closings_shown, paid_shown
from lilian.web.shell.form_page import form_page
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


@dataclass
class Deposits:
    """Contracts whose deposit stands alike, and the fen of all."""

    contract_ids: list[int] = field(default_factory=list)
    fen: int = 0


def by_state(request: Request) -> dict[DepositState, Deposits]:
    """Of contracts in force today in whose co-operative's book the reader may pay."""
    reach = request.actor.reach("contracts.pay")
    today = timezone.localdate(request.now)
    terms = [one for one in queries.terms_on(request.actor, today, permission="contracts.pay") if one.coop_id in reach]
    wanted = [one for one in terms if one.terms.deposit_fen]
    states = queries.deposit_states([one.contract_id for one in wanted])
    found: dict[DepositState, Deposits] = {state: Deposits() for state in DepositState}
    for one in wanted:
        row = found[states.get(one.contract_id, DepositState.DUE)]
        row.contract_ids.append(one.contract_id)
        row.fen += one.terms.deposit_fen
    return found


@require_safe
@login_required
def deposits(request: Request) -> HttpResponse:
    """How many are put aside, how many paid; both are done for all at once."""
    request.actor.must("contracts.pay")
    found = by_state(request)
    steps = {"due": found[DepositState.DUE], "held": found[DepositState.HELD], "paid": found[DepositState.PAID]}
    context = {**steps, **paid_shown(request)}
    return render(request, "contracts/deposits.html", context)


@require_POST
@login_required
def move_deposits(request: Request, step: str) -> HttpResponse:
    """All that are due are put aside, or all that are put aside are paid."""
    request.actor.must("contracts.pay")
    steps = {
        "aside": (DepositState.DUE, actions.put_deposits_aside),
        "pay": (DepositState.HELD, actions.pay_deposits),
    }
    if step not in steps:
        raise NotFound()
    state, do = steps[step]

    def act() -> str:
        do(actor=request.actor, contract_ids=by_state(request)[state].contract_ids, now=request.now)
        return reverse("contracts:deposits")

    response = once(request, act)
    messages.success(request, gettext("定金办好了。"))
    return response


def money_shown(request: Request, contract: Any) -> dict[str, Any]:
    """What the page of one contract shows of its money."""
    found = queries.money_of(request.actor, contract.pk)
    kinds = {"deposit": gettext("定金"), "inputs": gettext("农资赊销")}
    kinds |= {kind.value: gettext(PENALTY_NAMES[kind]) for kind in PenaltyKind}
    kinds |= {end.value: gettext(DEPOSIT_END_NAMES[end]) for end in DepositEnd}
    return {
        "money": found,
        "deposit_state": gettext(DEPOSIT_STATE_NAMES[found.deposit]),
        "moved": [(one, kinds.get(one.kind, one.kind)) for one in found.moved],
        **closings_shown(request, contract),
        "may_pay": contract.coop_id in request.actor.reach("contracts.pay"),
        "may_charge": contract.coop_id in request.actor.reach("contracts.charge"),
    }


@require_http_methods(BOTH)
@login_required
def inputs(request: Request, pk: int) -> HttpResponse:
    request.actor.must("contracts.pay")
    found, address = queries.contract(request.actor, pk), reverse("contracts:contract", args=[pk])
    request.actor.must("contracts.pay", organisation_id=found.coop_id)
    form = InputsForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.issue_inputs(
            actor=request.actor,
            contract_id=pk,
            fen=said["fen"],
            what=said["what"],
            client_key=key_of(request),
            now=request.now,
        )
        return address

    left = yuan_text(queries.money_of(request.actor, pk).credit_left_fen)
    return form_page(
        title=gettext("赊发农资"),
        purpose=gettext("额度还剩 %(left)s 元；秋天结算时扣回，不计利息。") % {"left": left},
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("记下了，算在农资赊欠里。"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def penalty(request: Request, pk: int) -> HttpResponse:
    request.actor.must("contracts.charge")
    found, address = queries.contract(request.actor, pk), reverse("contracts:contract", args=[pk])
    request.actor.must("contracts.charge", organisation_id=found.coop_id)
    names = catalog.grade_names()
    lines = queries.versions(request.actor, pk)[0].lines.all()
    grades = {line.grade: names.get(line.grade, line.grade) for line in lines}
    form = PenaltyForm(request.POST or None, grades=grades, today=timezone.localdate(request.now))

    def act() -> str:
        actions.charge_penalty(
            actor=request.actor, contract_id=pk, draft=form.draft(), client_key=key_of(request), now=request.now
        )
        return address

    return form_page(
        title=gettext("记一笔违约金"),
        purpose=gettext("多少钱由合同的比例算；农户欠的下次结算扣，欠农户的跟结算一起付。"),
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("违约金记下了。"),
        submit=gettext("记下来"),
    ).answer(request)
