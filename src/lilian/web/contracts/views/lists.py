"""Contracts as a list for those who keep them, one's own for those who grow."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import queries
from lilian.contracts.values import STATE_NAMES, State
from lilian.sheets import Column as SheetColumn
from lilian.sheets import Table
from lilian.sheets.export import export_xlsx
from lilian.web.contracts.asked import Asked
from lilian.web.contracts.words import TONES, by_grade
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download

BOOK = Table(
    name="contracts",
    sheet="红色订单",
    columns=(
        SheetColumn("number", "合同编号", "code"),
        SheetColumn("season", "产季"),
        SheetColumn("buyer", "收购方", width=24),
        SheetColumn("coop", "合作社", width=24),
        SheetColumn("household", "农户", width=14),
        SheetColumn("state", "状态"),
        SheetColumn("grade", "等级"),
        SheetColumn("expected_g", "约定（公斤）", "weight", unit="公斤", width=14),
        SheetColumn("floor_fen", "保底价（元/公斤）", "money", width=16),
        SheetColumn("deposit_fen", "定金（元）", "money", width=14),
        SheetColumn("credit_fen", "赊销额度（元）", "money", width=14),
    ),
)
MOST_ROWS = 20_000


def badge(contract: Any) -> str:
    state = State(contract.state)
    return format_html('<span class="badge badge-{}">{}</span>', TONES[state] or "quiet", gettext(STATE_NAMES[state]))


def columns(actor: Actor) -> tuple[Column, ...]:
    return (
        Column(
            "household",
            _("农户"),
            lambda one: queries.household_name(actor, one),
            sort="household_name",
            card="lead",
            link=lambda one: reverse("contracts:contract", args=[one.pk]),
            sub=lambda one: one.number,
        ),
        Column("coop", _("合作社"), lambda one: one.coop.name, sort="coop__name"),
        Column("buyer", _("收购方"), lambda one: one.buyer.name, sort="buyer__name"),
        Column("season", _("产季"), lambda one: one.season.name, card="hide"),
        Column("state", _("状态"), badge, sort="state", card="right"),
        Column("at", _("订立"), lambda one: f"{timezone.localtime(one.at):%Y-%m-%d}", sort="at", card="hide"),
    )


def is_grower_only(actor: Actor) -> bool:
    reach = actor.reach("contracts.see")
    return not reach.everywhere and not reach.organisation_ids


@require_safe
@login_required
def contracts(request: Request) -> HttpResponse:
    request.actor.must("contracts.see")
    if is_grower_only(request.actor):
        return HttpResponseRedirect(reverse("contracts:mine"))
    asked = Asked.of(request)
    found = asked.contracts(request.actor)
    states = [("", gettext("全部")), *((state.value, gettext(name)) for state, name in STATE_NAMES.items())]
    context = {
        "asked": asked,
        "sum": queries.list_sum(found),
        "states": chips(request, "state", states),
        "seasons": chips(request, "season", [("", gettext("各季")), *((str(s.pk), s.name) for s in catalog.seasons())]),
        "listing": Listing(request, columns(request.actor), found),
        "may_make": request.actor.may("contracts.make"),
        "may_pay": request.actor.may("contracts.pay"),
        "may_sign": request.actor.may("contracts.sign"),
    }
    return render(request, "contracts/contracts.html", context)


@require_safe
@login_required
def workbook(request: Request) -> HttpResponse:
    """One row a contract and grade: what the list shows, with what each promises."""
    request.actor.must("contracts.see")
    found = Asked.of(request).contracts(request.actor)[:MOST_ROWS]
    at = timezone.localtime(request.now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": request.actor.name, "at": at}
    return as_download(export_xlsx([(BOOK, rows(request.actor, list(found)))], note=note), f"{BOOK.sheet}.xlsx")


def rows(actor: Actor, found: list[Any]) -> Iterator[dict[str, Any]]:
    terms, names = queries.newest_terms(actor, found), catalog.grade_names()
    for one in found:
        newest = terms[one.pk]
        floors = {line.grade: line.floor_fen for line in newest.lines.all()}
        for place, (grade, expected_g) in enumerate(by_grade(newest.lines.all()).items()):
            yield {
                "number": one.number,
                "season": one.season.name,
                "buyer": one.buyer.name,
                "coop": one.coop.name,
                "household": queries.household_name(actor, one),
                "state": gettext(STATE_NAMES[State(one.state)]),
                "grade": names.get(grade, grade),
                "expected_g": expected_g,
                "floor_fen": floors[grade],
                "deposit_fen": newest.deposit_fen if place == 0 else None,
                "credit_fen": newest.credit_limit_fen if place == 0 else None,
            }
