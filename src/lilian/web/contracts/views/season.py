"""The season: what is still to buy at which price, who is behind, milestones due, purchases refused."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog import queries as catalog
from lilian.contracts import actions, queries
from lilian.contracts.values import REFUSED_NAMES, Refused
from lilian.drawing import Bar, bar_chart
from lilian.flows import deliveries
from lilian.kernel.refusal import NotFound
from lilian.settlement import queries as settlement
from lilian.web.contracts.forms.season import AnswerForm, MilestoneForm, RefusalForm
from lilian.web.contracts.words import kilos
from lilian.web.shell.drawings import drawn
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import whole_yuan

MOST_BARS = 10
BOTH = ["GET", "HEAD", "POST"]


def figure(key: str, label: Any, grams: Callable[[Any], int], card: str = "fact") -> Column:
    return Column(key, label, lambda one: kilos(grams(one)), sort=grams, number=True, card=card)


def columns(shown: dict[int, Any], actor: Any) -> tuple[Column, ...]:
    def name(one: Any) -> str:
        return queries.household_name(actor, shown[one.terms.contract_id])

    return (
        Column(
            "household",
            _("农户"),
            name,
            card="lead",
            link=lambda one: reverse("contracts:contract", args=[one.terms.contract_id]),
            sub=lambda one: f"{one.terms.number} · {shown[one.terms.contract_id].coop.name}",
        ),
        figure("promised", _("约定（公斤）"), lambda one: one.whole.promised_g),
        figure("forecast", _("估产（公斤）"), lambda one: one.forecast_g, card="hide"),
        figure("delivered", _("已交（公斤）"), lambda one: one.whole.delivered_g),
        figure("behind", _("落后（公斤）"), lambda one: one.behind_g, card="right"),
        figure("elsewhere", _("没按合同卖的（公斤）"), lambda one: one.elsewhere_g),
        figure("over", _("超交（公斤）"), lambda one: one.whole.over_g, card="hide"),
    )


def chart(found: list[deliveries.Exposure], names: dict[str, str]) -> SafeString:
    """Each grade's two figures side by side, in ten thousand yuan."""
    bars = []
    for one in found:
        grade = names.get(one.grade, one.grade)
        for label, fen, strong in (
            (gettext("{grade} 今天价").format(grade=grade), one.today_fen, True),
            (gettext("{grade} 保底价").format(grade=grade), one.floor_fen, False),
        ):
            bars.append(Bar(label, fen, gettext("{yuan} 元").format(yuan=whole_yuan(fen)), strong=strong))
    return drawn(bar_chart(bars, words=gettext("还要收的果，按今天的价和按保底价"))) if bars else SafeString("")


def behind_chart(found: list[deliveries.Standing], shown: dict[int, Any], actor: Any) -> SafeString:
    """Grams that lack by today, by co-operative, and by household where all are of one: where somebody has to go."""
    coops = {shown[one.terms.contract_id].coop_id for one in found}
    sums: dict[str, int] = defaultdict(int)
    for one in found:
        contract = shown[one.terms.contract_id]
        sums[contract.coop.name if len(coops) > 1 else queries.household_name(actor, contract)] += one.behind_g
    furthest = sorted((pair for pair in sums.items() if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
    if not furthest:
        return SafeString("")
    bars = [
        Bar(name, g, gettext("{kilos} 公斤").format(kilos=f"{round(g / 1_000):,}"), strong=place == 0)
        for place, (name, g) in enumerate(furthest)
    ]
    return drawn(bar_chart(bars, words=gettext("到今天该交、还没交的果，落后多的在前")))


@require_safe
@login_required
def season(request: Request) -> HttpResponse:
    request.actor.must("contracts.follow")
    today = timezone.localdate(request.now)
    here = catalog.season_on(today)
    found = deliveries.standings(request.actor, today, season_id=here.pk if here else None)
    exposed = [one for one in deliveries.exposures(found, today) if one.outstanding_g]
    shown = {one.pk: one for one in queries.contracts(request.actor, season_id=here.pk if here else None)}
    context = {
        "season": here,
        "promised_g": sum(one.whole.promised_g for one in found),
        "delivered_g": sum(one.whole.delivered_g for one in found),
        "outstanding_g": sum(one.outstanding_g for one in exposed),
        "today_fen": sum(one.today_fen for one in exposed),
        "floor_fen": sum(one.floor_fen for one in exposed),
        "behind": sum(one.behind_g > 0 for one in found),
        "behind_chart": behind_chart(found, shown, request.actor),
        "chart": chart(exposed, catalog.grade_names()),
        "milestones": queries.milestone_counts([one.terms for one in found], today),
        "refusals": [(one, reason(one)) for one in queries.refusals(request.actor)[:20]],
        "supported": supported(found, shown),
        "listing": Listing(request, columns(shown, request.actor), found, row_key=lambda one: str(one.terms.number)),
    }
    return render(request, "contracts/season.html", context)


def reason(one: Any) -> str:
    return gettext(REFUSED_NAMES[Refused(one.reason)])


@dataclass
class Supported:
    """Low-income households of a co-operative: how many, grams promised and brought, the fen their floors secure, and
    the fen that posted statements gave them for fruit under contract."""

    homes: int = 0
    promised_g: int = 0
    delivered_g: int = 0
    secured_fen: int = 0
    settled_fen: int = 0


def supported(found: list[deliveries.Standing], shown: dict[int, Any]) -> list[tuple[str, Supported]]:
    """By the co-operative's name."""
    rows: dict[str, Supported] = defaultdict(Supported)
    helped = [one for one in found if shown[one.terms.contract_id].is_supported]
    settled = settlement.fen_by_contract([one.terms.household_id for one in helped])
    for one in helped:
        row = rows[shown[one.terms.contract_id].coop.name]
        row.homes += 1
        row.promised_g += one.whole.promised_g
        row.delivered_g += one.whole.delivered_g
        row.secured_fen += queries.value_fen(one.terms.terms.lines)
        row.settled_fen += settled.get(one.terms.number, 0)
    return sorted(rows.items())


@require_http_methods(BOTH)
@login_required
def milestone(request: Request, pk: int) -> HttpResponse:
    request.actor.must("contracts.follow")
    found, address = queries.contract(request.actor, pk), reverse("contracts:contract", args=[pk])
    request.actor.must("contracts.follow", organisation_id=found.coop_id)
    states = queries.milestones(request.actor, pk)
    form = MilestoneForm(request.POST or None, states=states, today=timezone.localdate(request.now))

    def act() -> str:
        actions.record_milestone(actor=request.actor, contract_id=pk, now=request.now, **form.said())
        return address

    return form_page(
        title=gettext("记一个节点"),
        purpose=found.household_name,
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("节点记下了。"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def refuse(request: Request, pk: int) -> HttpResponse:
    request.actor.must("contracts.refuse")
    found, address = queries.contract(request.actor, pk), reverse("contracts:contract", args=[pk])
    if not queries.may_speak(request.actor, found, "contracts.refuse"):
        raise NotFound()
    newest = queries.versions(request.actor, pk)[0]
    names = catalog.grade_names()
    grades = {line.grade: names.get(line.grade, line.grade) for line in newest.lines.all()}
    form = RefusalForm(request.POST or None, grades=grades, today=timezone.localdate(request.now))

    def act() -> str:
        actions.ask_refusal(actor=request.actor, contract_id=pk, now=request.now, **form.said())
        return address

    return form_page(
        title=gettext("提出拒收"),
        purpose=gettext("合同保证收购：只有这几种情况可以拒收，还要另一个人复核。"),
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("提出来了，等另一个人复核。"),
        submit=gettext("提出拒收"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def answer(request: Request, pk: int) -> HttpResponse:
    """A second person looks at what somebody asked to refuse."""
    request.actor.must("contracts.answer_refusal")
    found = queries.refusal(request.actor, pk)
    if not queries.may_speak(request.actor, found.contract, "contracts.answer_refusal"):
        raise NotFound()
    address = reverse("contracts:contract", args=[found.contract_id])
    form = AnswerForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.answer_refusal(
            actor=request.actor, refusal_id=pk, is_upheld=said["answer"] == "yes", note=said["note"], now=request.now
        )
        return address

    purpose = gettext("%(who)s 提出：%(reason)s，%(kilos)s 公斤。%(note)s") % {
        "who": found.asked_by,
        "reason": reason(found),
        "kilos": kilos(found.weight_g),
        "note": found.note,
    }
    return form_page(
        title=gettext("复核拒收"),
        purpose=purpose,
        back=address,
        back_label=found.contract.number,
        form=form,
        act=act,
        done=gettext("复核好了。"),
    ).answer(request)
