"""Holders are telephoned: the list, one call, the list on paper."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.refusal import Refusal
from lilian.parcels.values import parcel_code
from lilian.trace import actions, queries
from lilian.trace.actions.refusals import NotAPhone, PhoneNotWrong, SamePhone
from lilian.trace.papers import pdf
from lilian.trace.values import OUTCOME_NAMES, Outcome, Standing
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Chip, Column, Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tags import ago
from lilian.web.trace.call_list import paper
from lilian.web.trace.forms import CallForm
from lilian.web.trace.weights import kg
from lilian.web.trace.words import holder, moment, parcels

AT: dict[type[Refusal], str] = dict.fromkeys((NotAPhone, SamePhone, PhoneNotWrong), "new_phone")
STANDING_NAMES = {Standing.UNTRIED: _("没打过"), Standing.TRIED: _("打过，没打通"), Standing.REACHED: _("已答复")}


def columns(now: datetime, link: Callable[[Any], str] | None) -> tuple[Column, ...]:
    """`link` leads to a call, for who may call."""

    def newest(row: Any) -> str:
        return state(row, now)

    return (
        Column("holder", _("在谁手里"), holder, card="lead", link=link, sub=reach),
        Column("boxes", _("箱数"), lambda row: f"{row.boxes:,}", number=True, card="right"),
        Column("parcels", _("发件"), parcels),
        Column("state", _("联系得怎样"), newest, sub=by_whom),
        Column("tries", _("没打通几次"), lambda row: f"{row.tries:,}", number=True, card="hide"),
    )


def reach(row: Any) -> str:
    if row.dial != row.phone:
        return gettext("%s（新号码）") % row.dial
    return row.phone or (gettext("成员单位，页面上已通知") if row.organisation else gettext("没有电话"))


def state(row: Any, now: datetime) -> str:
    """`没人接 · 3 小时前`; or how many were found; or that nobody called yet, and a member did not answer."""
    if hasattr(row, "answer"):
        return capfirst(gettext("找到 %s 箱") % f"{row.answer.found:,}")
    if last := next(iter(row.calls.all()), None):
        return f"{gettext(OUTCOME_NAMES[Outcome(last.outcome)])} · {ago(last.at, now)}"
    return capfirst(gettext("没有答复") if row.organisation else gettext("没打过"))


def by_whom(row: Any) -> str:
    """Who took it down, and what they wrote."""
    if hasattr(row, "answer"):
        return " · ".join(part for part in (row.answer.answered_by, row.answer.note) if part)
    last = next(iter(row.calls.all()), None)
    return "" if last is None else " · ".join(part for part in (last.called_by, last.note) if part)


def shown(request: Request, recall_id: int) -> dict[str, Any]:
    """The call list as the page of a recall shows it: chips with counts, and who is next first."""
    asked = request.GET.get("calls", "")
    standing = Standing(asked) if asked in set(Standing) else None
    may_call = request.actor.may("trace.call")
    link = (lambda row: reverse("trace:call", args=[row.pk])) if may_call else None
    found = queries.calls(request.actor, recall_id, standing)
    return {
        "listing": Listing(request, columns(request.now, link), found),
        "chips": standings(request, recall_id),
        "is_filtered": standing is not None,
    }


def standings(request: Request, recall_id: int) -> list[Chip]:
    counts = vars(queries.call_counts(request.actor, recall_id))
    options = [("", gettext("全部")), *((one.value, str(name)) for one, name in STANDING_NAMES.items())]
    return chips(request, "calls", options, {"": sum(counts.values()), **counts})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def call_page(request: Request, pk: int) -> HttpResponse:
    """Whom to call at which number, what was tried, and what came of it now."""
    row = queries.to_call(request.actor, pk)
    back = reverse("trace:recall", args=[row.recall_id])
    form = CallForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        draft = form.draft()
        actions.note_call(actor=request.actor, notice_id=pk, draft=draft, now=request.now)
        return reverse("trace:call", args=[pk]) if draft.new_phone else f"{back}#calls"

    context = {
        "row": row,
        "name": holder(row),
        "weight": kg(row.net_g),
        "parcels": [parcel_code(key) for key in row.parcels],
        "calls": [(one, gettext(OUTCOME_NAMES[Outcome(one.outcome)]), moment(one.at)) for one in row.calls.all()],
        "answer": getattr(row, "answer", None),
        "back": back,
    }
    return FormPage("trace/call.html", form, act, gettext("这次电话记下了。"), context, AT).answer(request)


@require_safe
@login_required
def printed(request: Request, pk: int) -> HttpResponse:
    """Who is still to be reached, on A4, to work by pencil."""
    found = queries.recall(request.actor, pk)
    return made.answer(pdf(paper(request, found)), f"{gettext('电话单')}-{found.code}.pdf")
