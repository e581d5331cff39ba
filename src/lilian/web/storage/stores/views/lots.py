"""Lots waiting to be stored: the list, one lot, and what may be done with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.members import queries as members
from lilian.storage import actions, queries
from lilian.storage.values import LOT_STATUS_NAMES, LotStatus
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import tonnes_column
from lilian.web.storage.stores import waiting
from lilian.web.storage.stores.cells import status_badge
from lilian.web.storage.stores.forms.lots import LotForm, said_of
from lilian.web.storage.stores.views.changes import TEMPLATE, around
from lilian.web.storage.stores.waiting import Amount

ALL = "all"
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another


def lot_url(lot: Any) -> str:
    return reverse("storage:lot", args=[lot.pk])


def where(lot: Any) -> str:
    return " · ".join(part for part in (lot.village, lot.point) if part)


def weight(lot: Any) -> str:
    """With its unit, since a card on a phone shows no heading."""
    return gettext("%(tonnes)s 吨") % {"tonnes": tonnes_column(lot.weight_g, 3)}


LOTS = (
    Column("code", _("批次"), lambda lot: lot.code, sort="code", card="lead", link=lot_url, sub=where),
    Column("organisation", _("单位"), lambda lot: lot.organisation.name, sort="organisation__name", card="hide"),
    Column("variety", _("品种、等级"), lambda lot: f"{lot.variety.name} · {lot.grade}", sort="variety__name"),
    Column("harvested", _("采收日期"), lambda lot: f"{lot.harvest_date:%Y-%m-%d}", sort="harvest_date", card="hide"),
    Column("status", _("状态"), lambda lot: status_badge(lot.status), sort="status"),
    Column("weight", _("重量"), weight, sort="weight_g", number=True, card="right"),
)


def chosen(request: Request) -> str:
    """The status asked for; those that wait where none is."""
    asked = request.GET.get("status", "")
    if asked == ALL:
        return ""
    return asked if asked in set(LotStatus) else LotStatus.WAITING.value


def status_options() -> list[tuple[str, str]]:
    """Those that wait come first and are what is shown unasked."""
    named = [(status.value, gettext(name)) for status, name in LOT_STATUS_NAMES.items()]
    return [("" if value == LotStatus.WAITING else value, name) for value, name in named] + [(ALL, gettext("全部"))]


@require_safe
@login_required
def lot_list(request: Request) -> HttpResponse:
    actor, text = request.actor, request.GET.get("q", "").strip()
    status, found = chosen(request), waiting.amounts(queries.lots(actor, text=text))
    everything = sum(found.values(), Amount())
    shown = found[status] if status else everything
    numbers = {value: amount.lots for value, amount in found.items()}
    numbers |= {"": numbers[LotStatus.WAITING], ALL: everything.lots}
    totals = {"code": waiting.in_lots(shown), "weight": weight(shown)}
    lots = queries.lots(actor, status=status, text=text)
    context = {
        "listing": Listing(request, LOTS, lots, default_sort="code", totals=totals),
        "chips": chips(request, "status", status_options(), numbers),
        "figures": waiting.figures(found),
        "text": text,
        "may_change": actor.may("storage.change_lots"),
    }
    return render(request, "storage/stores/lots.html", context)


def grower_in_words(request: Request, lot: Any) -> str:
    """As the reader may see the name; nothing where nobody is named."""
    if lot.grower is None:
        return ""
    (card,) = members.person_cards(request.actor, [lot.grower])
    return " · ".join(part for part in (card.name, card.code) if part)


@require_safe
@login_required
def lot(request: Request, pk: int) -> HttpResponse:
    found = queries.lot(request.actor, pk)
    may = request.actor.may("storage.change_lots", organisation_id=found.organisation_id)
    context = {
        "lot": found,
        "grower": grower_in_words(request, found),
        "badge": status_badge(found.status),
        "may_change": may and found.status == LotStatus.WAITING,
    }
    return render(request, "storage/stores/lot.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_lot(request: Request) -> HttpResponse:
    request.actor.must("storage.change_lots")
    today = timezone.localdate(request.now)
    first = {"harvest_date": today, "code": f"P{today:%y%m%d}-{get_random_string(4, CODE_LETTERS)}"}
    form = LotForm(request.POST if request.method == "POST" else None, actor=request.actor, initial=first)

    def act() -> str:
        actions.add_lot(actor=request.actor, draft=form.draft(), now=request.now)
        return reverse("storage:lots")

    back = reverse("storage:lots")
    purpose = gettext("报上去以后，算方案时就会给它找库。")
    context = around(gettext("报一批待储的果"), purpose, back, gettext("待储批次"), draft="lot-new")
    return FormPage(TEMPLATE, form, act, gettext("报上去了，等着安排。"), context).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_lot(request: Request, pk: int) -> HttpResponse:
    found = queries.lot(request.actor, pk)
    request.actor.must("storage.change_lots", organisation_id=found.organisation_id)
    data = request.POST if request.method == "POST" else None
    form = LotForm(data, actor=request.actor, lot=found, initial=said_of(found))

    def act() -> str:
        actions.change_lot(actor=request.actor, lot_id=pk, draft=form.draft(), now=request.now)
        return lot_url(found)

    title = gettext("修改批次 %(lot)s") % {"lot": found.code}
    context = around(title, "", lot_url(found), found.code, draft=f"lot-{pk}")
    return FormPage(TEMPLATE, form, act, gettext("改好了。"), context).answer(request)


@require_POST
@login_required
def cancel_lot(request: Request, pk: int) -> HttpResponse:
    found = queries.lot(request.actor, pk)

    def act() -> str:
        reason = request.POST.get("reason", "").strip()[:200]
        actions.cancel_lot(actor=request.actor, lot_id=pk, reason=reason, now=request.now)
        return lot_url(found)

    response = once(request, act)
    messages.success(request, gettext("这批取消了，方案不会再安排它。"))
    return response
