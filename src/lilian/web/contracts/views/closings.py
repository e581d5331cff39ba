"""What becomes of a deposit that was paid: asked by one person, answered by another."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.base.actors import Actor
from lilian.contracts import queries as contracts
from lilian.contracts.values import DEPOSIT_END_NAMES, END_REASON_NAMES, EndReason
from lilian.deposits import actions, queries
from lilian.deposits.values import ENDS, WAY_NAMES, WHY_NAMES, Standing, Way, Why
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.web.contracts.forms.closings import AnswerForm, ClosingForm
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


def columns(actor: Actor, shown: dict[int, Any]) -> tuple[Column, ...]:
    """Of standings; `shown` are their contracts."""

    def fen(key: str, label: Any, of: Any, card: str = "fact") -> Column:
        return Column(key, label, lambda one: yuan_text(of(one)), sort=of, number=True, card=card)

    return (
        Column(
            "household",
            _("农户"),
            lambda one: contracts.household_name(actor, shown[one.contract_id]),
            card="lead",
            link=lambda one: reverse("contracts:contract", args=[one.contract_id]),
            sub=lambda one: shown[one.contract_id].number,
        ),
        Column("state", _("合同"), lambda one: state_words(shown[one.contract_id])),
        fen("paid", _("付出（元）"), lambda one: one.paid_fen),
        fen("settled", _("抵了果款（元）"), lambda one: one.settled_fen),
        fen("closed", _("退回或不退（元）"), lambda one: one.closed_fen),
        fen("left", _("还剩（元）"), lambda one: one.left_fen, card="right"),
    )


def state_words(contract: Any) -> Any:
    if getattr(contract, "ending", None) is None:
        return gettext("没有终止")
    reason = gettext(END_REASON_NAMES[EndReason(contract.ending.reason)])
    return format_html('<span class="badge badge-warn">{}</span>', reason)


def paid_shown(request: Request) -> dict[str, Any]:
    """What the page of deposits shows of those that were paid: what is left of each, first of contracts that ended."""
    found = queries.standings(request.actor)
    shown = contracts.contracts_by_id(request.actor, [one.contract_id for one in found])
    found = [one for one in found if one.contract_id in shown]
    wants_all = request.GET.get("paid") == "all"
    rows = found if wants_all else [one for one in found if one.left_fen]
    rows.sort(key=lambda one: getattr(shown[one.contract_id], "ending", None) is None)
    asked = list(queries.closings(request.actor, open_only=True))
    return {
        "left_fen": sum(one.left_fen for one in found),
        "left": sum(one.left_fen > 0 for one in found),
        "which": chips(request, "paid", [("", gettext("还有剩的")), ("all", gettext("全部"))]),
        "asked": [(one, said(one), may_answer(request.actor, one)) for one in asked],
        "listing": Listing(request, columns(request.actor, shown), rows, row_key=lambda one: str(one.contract_id)),
    }


def may_answer(actor: Actor, found: Any) -> bool:
    """As the act itself decides; a page only leaves out what would be refused."""
    in_reach = found.contract.coop_id in actor.reach("deposits.answer")
    return in_reach and not actor.is_who(found.asker_id, found.asked_by)


def said(found: Any) -> dict[str, str]:
    """A closing in words."""
    end = ENDS[Why(found.why)]
    return {
        "end": gettext(DEPOSIT_END_NAMES[end]),
        "why": gettext(WHY_NAMES[Why(found.why)]),
        "way": gettext(WAY_NAMES[Way(found.way)]),
        "yuan": yuan_text(found.fen),
    }


def closings_shown(request: Request, contract: Any) -> dict[str, Any]:
    """What the page of one contract shows of its deposit."""
    standing = queries.standing(request.actor, contract.pk)
    found = list(queries.closings(request.actor, contract_id=contract.pk))
    is_open = any(not hasattr(one, "answer") for one in found)
    left = standing.left_fen if standing else 0
    reach = request.actor.reach("deposits.ask")
    return {
        "deposit": standing,
        "closings": [(one, said(one), may_answer(request.actor, one)) for one in found],
        "may_close": contract.coop_id in reach and left > 0 and not is_open,
    }


@require_http_methods(BOTH)
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    request.actor.must("deposits.ask")
    found, address = contracts.contract(request.actor, pk), reverse("contracts:contract", args=[pk])
    request.actor.must("deposits.ask", organisation_id=found.coop_id)
    standing = queries.standing(request.actor, pk)
    reasons = queries.reasons(request.actor, pk, timezone.localdate(request.now)) if standing else []
    form = ClosingForm(request.POST or None, reasons=reasons, left_fen=standing.left_fen if standing else 0)

    def act() -> str:
        actions.ask_closing(actor=request.actor, draft=form.draft(pk), now=request.now)
        return address

    return form_page(
        title=gettext("退定金"),
        purpose=purpose(standing),
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("提出来了，等另一个人复核。"),
        submit=gettext("提出"),
    ).answer(request)


def purpose(standing: Standing | None) -> str:
    if standing is None:
        return gettext("这份合同没有付出的定金。")
    return gettext("付了 %(paid)s 元，抵了果款 %(settled)s 元，还剩 %(left)s 元。要另一个人复核才入账。") % {
        "paid": yuan_text(standing.paid_fen),
        "settled": yuan_text(standing.settled_fen),
        "left": yuan_text(standing.left_fen),
    }


@require_http_methods(BOTH)
@login_required
def answer(request: Request, pk: int) -> HttpResponse:
    """A second person looks at what somebody asked."""
    request.actor.must("deposits.answer")
    found = queries.closing(request.actor, pk)
    if found.contract.coop_id not in request.actor.reach("deposits.answer"):
        raise NotFound()
    address = reverse("contracts:contract", args=[found.contract_id])
    form = AnswerForm(request.POST or None)

    def act() -> str:
        given = form.cleaned_data
        actions.answer_closing(
            actor=request.actor, closing_id=pk, agreed=given["answer"] == "yes", note=given["note"], now=request.now
        )
        return address

    words = gettext("%(who)s 提出：%(end)s %(yuan)s 元。%(why)s，%(way)s。%(note)s") % {
        **said(found),
        "who": found.asked_by,
        "note": found.note,
    }
    return form_page(
        title=gettext("复核退定金"),
        purpose=words,
        back=address,
        back_label=found.contract.number,
        form=form,
        act=act,
        done=gettext("复核好了。"),
    ).answer(request)
