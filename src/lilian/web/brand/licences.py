"""Licences: the register, a new one, one with its labels and all that was decided about it."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base.actors import Actor
from lilian.brand import actions, queries
from lilian.brand.values import (
    RULING_NAMES,
    STATE_NAMES,
    Allowance,
    LicenceCard,
    LicenceDraft,
    Ruling,
    State,
    label_number,
    spoken,
)
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.usage import queries as usage
from lilian.web.brand.forms import GrantForm, RenewForm, RuleForm
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request

MOST_ASKS = 20
COLUMNS = (
    Column(
        "number",
        _("授权编号"),
        lambda card: card.number,
        card="lead",
        link=lambda card: reverse("brand:licence", args=[card.licence_id]),
        sub=lambda card: card.holder,
    ),
    Column("mark", _("标志"), lambda card: card.mark),
    Column("until", _("有效到"), lambda card: f"{card.valid_until:%Y-%m-%d}"),
    Column("issued", _("发了"), lambda card: f"{card.count.issued:,}", number=True),
    Column("on_hand", _("手里还有"), lambda card: f"{card.count.on_hand:,}", number=True, card="right"),
    Column("state", _("状态"), lambda card: state(card)),
)


def state(card: LicenceCard) -> Any:
    """How it stands, and that labels lost the certificate behind them."""
    words = capfirst(gettext(STATE_NAMES[card.state]))
    badge = '<span class="badge badge-stop">{}</span>'
    shown = words if card.state in (State.VALID, State.NOT_YET) else format_html(badge, words)
    return format_html(f"{{}} {badge}", shown, gettext("合格证作废了")) if card.uncertified else shown


class Cards:
    """A page of cards made when it is shown."""

    def __init__(self, rows: Any, day: Any) -> None:
        self.rows, self.day = rows, day

    def __len__(self) -> int:
        return int(self.rows.count())

    def __getitem__(self, part: slice) -> list[LicenceCard]:
        return queries.cards(self.rows[part], self.day)


@require_safe
@login_required
def licences(request: Request) -> HttpResponse:
    """Asks that wait stand first, months to report next, then the register."""
    actor, text, day = request.actor, request.GET.get("q", "")[:80], timezone.localdate(request.now)
    found = Cards(queries.licences(actor, text=text), day)
    context = {
        "listing": Listing(request, COLUMNS, found, row_key=lambda card: str(card.licence_id)),
        "text": text,
        "asks": list(queries.asks(actor, waiting=True)[:MOST_ASKS]),
        "due": [(one, one.is_overdue(day)) for one in usage.due(actor, day)[:MOST_ASKS]],
        "may_license": actor.may("brand.license"),
        "may_issue": actor.may("brand.issue"),
        "may_report": actor.may("brand.report"),
        "query": request.GET.urlencode(),
    }
    return render(request, "brand/licences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    actor = request.actor
    actor.must("brand.license")
    form = GrantForm(
        request.POST if request.method == "POST" else None,
        marks=list(queries.marks()),
        organisations=list(members.organisations(actor).filter(uscc__isnull=False)),
        initial={"valid_from": timezone.localdate(request.now)},
    )

    def act() -> str:
        said = form.cleaned_data
        draft = LicenceDraft(
            said["mark"], said["organisation"], said["valid_from"], said["valid_until"], note=said["note"]
        )
        made = actions.grant(actor=actor, draft=draft, client_key=key_of(request), now=request.now)
        return reverse("brand:licence", args=[made])

    return form_page(
        title=gettext("授权用标"),
        purpose=gettext("只列出登记了统一社会信用代码的单位，标志上要印。"),
        back=reverse("brand:licences"),
        back_label=gettext("用标管理"),
        submit=gettext("授权"),
        form=form,
        act=act,
        done=gettext("授权好了。"),
    ).answer(request)


@require_safe
@login_required
def licence(request: Request, pk: int) -> HttpResponse:
    actor, day = request.actor, timezone.localdate(request.now)
    row = queries.licence(actor, pk)
    (card,) = queries.cards([row], day)
    context = {
        "card": card,
        "state": gettext(STATE_NAMES[card.state]),
        "allowance": allowance_of(actor, row, card.state, day),
        "balances": [(one, _share(one.count.used, one.count.issued)) for one in queries.balances(pk)],
        "decisions": [(one, gettext(RULING_NAMES[Ruling(one.ruling)])) for one in queries.decisions(pk)],
        "rolls": [_roll(one) for one in queries.asks(actor).filter(licence=pk, issue__isnull=False)[:MOST_ASKS]],
        "reports": list(usage.reports(actor, licence_id=pk)[:12]),
        "due": usage.due(actor, day, licence_id=pk),
        "may_certify": actor.may("certificates.issue", organisation_id=card.organisation_id),
        "may_ask": actor.may("brand.ask", organisation_id=card.organisation_id),
        "may_report": actor.may("brand.report", organisation_id=card.organisation_id),
        "may_issue": actor.may("brand.issue"),
        "may_license": actor.may("brand.license"),
    }
    return render(request, "brand/licence.html", context)


def allowance_of(actor: Actor, row: Any, state: State, day: date) -> Allowance | None:
    """What may still be asked for; nothing for who may not see lots, or of a licence that does not stand."""
    if state is not State.VALID or not actor.may("stock.see"):
        return None
    try:
        return queries.allowance(actor, row, day)
    except NotFound:
        return None


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _roll(ask: Any) -> dict[str, Any]:
    issue = ask.issue
    numbers = (spoken(label_number(one, issue.secret)) for one in (issue.first, issue.last))
    return {
        "pk": issue.pk,
        "first": next(numbers),
        "last": next(numbers),
        "count": ask.count,
        "at": issue.at,
        "spec": ask.kind.spec,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rule(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.license")
    form = RuleForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        said = form.cleaned_data
        actions.rule(actor=request.actor, licence_id=pk, ruling=said["ruling"], reason=said["reason"], now=request.now)
        return reverse("brand:licence", args=[pk])

    return form_page(
        title=gettext("暂停、恢复或撤销"),
        purpose=f"{found.number} · {found.holder}",
        back=reverse("brand:licence", args=[pk]),
        back_label=found.number,
        submit=gettext("决定"),
        form=form,
        act=act,
        done=gettext("记下了，查验页上马上看得到。"),
    ).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renew(request: Request, pk: int) -> HttpResponse:
    """Another licence after this one."""
    found = queries.licence(request.actor, pk, permission="brand.license")
    form = RenewForm(request.POST if request.method == "POST" else None, initial={"valid_until": _year_on(found)})

    def act() -> str:
        said = form.cleaned_data | {"licence_id": pk, "client_key": key_of(request)}
        return reverse("brand:licence", args=[actions.renew(actor=request.actor, now=request.now, **said)])

    said = {"holder": found.holder, "until": f"{found.valid_until:%Y-%m-%d}"}
    return form_page(
        title=gettext("续期"),
        purpose=gettext("%(holder)s的这一份到 %(until)s。接着另给一份，手里的标签接着用。") % said,
        back=reverse("brand:licence", args=[pk]),
        back_label=found.number,
        submit=gettext("续期"),
        form=form,
        act=act,
        done=gettext("续好了，这是新的一份。"),
    ).answer(request)


def _year_on(found: Any) -> date:
    """The same length again, at least a day."""
    length = found.valid_until - found.valid_from
    return found.valid_until + timedelta(days=1) + length
