"""Whom to buy from: asked for, worked out, shown with its proof, taken."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.drawing import Bar, Steps, bar_chart, step_chart
from lilian.planning.purchasing import SENTENCES
from lilian.purchasing import actions, queries
from lilian.purchasing.values import DecisionStatus
from lilian.web.purchasing.views.campaign import acted
from lilian.web.purchasing.words import moment
from lilian.web.shell.drawings import drawn
from lilian.web.shell.job_progress import bar_alone, progress_of
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import whole_yuan

MOST_CHARTS, MOST_STAIRS, FEN = 6, 3, 100


@require_POST
@login_required
def decide(request: Request, pk: int) -> HttpResponse:
    """Ask for a plan; ticked suppliers are left out, a number says how many may win."""
    most = request.POST.get("max_winners", "").strip()

    def act() -> str:
        made = actions.start_decision(
            actor=request.actor,
            campaign_id=pk,
            excluded=request.POST.getlist("excluded"),
            max_winners=int(most) if most.isascii() and most.isdigit() else None,
            now=request.now,
        )
        return reverse("purchasing:decision", args=[made])

    return once(request, act)


@require_safe
@login_required
def decision(request: Request, pk: int) -> HttpResponse:
    """How far it is; or what it costs, whom it buys from, and why."""
    found = queries.decision(request.actor, pk)
    context: dict[str, Any] = {"decision": found, "campaign": found.campaign, "at": moment(found.created_at)}
    if found.status == DecisionStatus.COMPUTING:
        shown = progress_of(found.run.job, request.now)
        return render(request, "purchasing/computing.html", context | {"plan": found, "progress": shown})
    papers = queries.documents(found)
    return render(request, "purchasing/decision.html", context | overview(found, papers))


@require_safe
@login_required
def progress(request: Request, pk: int) -> HttpResponse:
    found = queries.decision(request.actor, pk)
    is_computing = found.status == DecisionStatus.COMPUTING
    return bar_alone(request, found, "purchasing/_progress.html", is_computing=is_computing)


@require_POST
@login_required
def adopt(request: Request, pk: int) -> HttpResponse:
    found = queries.decision(request.actor, pk)

    def act() -> None:
        reason = request.POST.get("reason", "")
        actions.adopt_decision(actor=request.actor, decision_id=pk, reason=reason, now=request.now)

    return acted(request, found.campaign_id, act, gettext("采纳了，价格和各家分得的数量都定下来了。"))


def overview(found: Any, papers: queries.Documents) -> dict[str, Any]:
    names = papers.names
    return {
        "saved_fen": found.practice_cost_fen - found.cost_fen,
        "saved_apart_fen": found.apart_cost_fen - found.cost_fen,
        "saved_share": (found.apart_cost_fen - found.cost_fen) / max(1, found.apart_cost_fen),
        "gap": papers.plan.gap,
        "proved": papers.plan.proved,
        "standings": standing_lines(papers),
        "shares_chart": share_chart(papers),
        "purchases": purchase_lines(papers),
        "charts": price_charts(papers),
        "missing": [missing_words(left, names) for left in papers.plan.missing],
        "next_steps": step_lines(papers),
        "division": division_lines(papers),
        "in_core": papers.report.division is not None and papers.report.division.in_core,
        "excluded": [names["suppliers"].get(code, code) for code in found.excluded],
        "may_adopt": found.status == DecisionStatus.READY and found.campaign.stage == "quoting",
    }


def standing_lines(papers: queries.Documents) -> list[dict[str, Any]]:
    """Each winner: its part, and what leaving it out would cost."""
    return [
        {
            "name": papers.names["suppliers"][each.supplier],
            "units": each.units,
            "goods_fen": each.goods_fen,
            "share": each.goods_fen / max(1, papers.plan.split.goods_fen),
            "places": len(each.villages),
            "extra_fen": each.extra_least_fen,
            "missing": each.extra_missing,
        }
        for each in papers.report.suppliers
    ]


def share_chart(papers: queries.Documents) -> Any:
    lines = standing_lines(papers)
    if not lines:
        return ""
    bars = [
        Bar(line["name"], line["goods_fen"], whole_yuan(line["goods_fen"]), strong=n == 0)
        for n, line in enumerate(lines)
    ]
    return drawn(bar_chart(bars, words=gettext("每家供应商的货款（元）")))


def article_name(papers: queries.Documents, code: str) -> tuple[str, str]:
    """(name, unit) of a planner's item."""
    name, unit = papers.names["articles"][code]
    return name, unit


def purchase_lines(papers: queries.Documents) -> list[dict[str, Any]]:
    lines = []
    for each in papers.plan.purchases:
        name, unit = article_name(papers, each.item)
        lines.append(
            {
                "article": name,
                "unit": unit,
                "supplier": papers.names["suppliers"][each.supplier],
                "units": each.quantity,
                "price_fen": each.goods_fen // each.quantity,
                "goods_fen": each.goods_fen,
            }
        )
    return sorted(lines, key=lambda line: -line["goods_fen"])


def price_charts(papers: queries.Documents) -> list[dict[str, Any]]:
    """Each article's bids as stairs over the quantity, with what is bought; the largest first."""
    bought: dict[str, int] = {}
    worth: dict[str, int] = {}
    for each in papers.plan.purchases:
        bought[each.item] = bought.get(each.item, 0) + each.quantity
        worth[each.item] = worth.get(each.item, 0) + each.goods_fen
    largest = sorted(worth, key=lambda item: -worth[item])[:MOST_CHARTS]
    return [{"name": article_name(papers, item)[0], "chart": _stairs(papers, item, bought[item])} for item in largest]


def _stairs(papers: queries.Documents, item: str, units: int) -> Any:
    offers = [offer for offer in papers.problem.offers if offer.item == item]
    won = {each.supplier for each in papers.plan.purchases if each.item == item}
    offers = sorted(offers, key=lambda offer: (offer.supplier not in won, offer.prices_fen[0][-1]))[:MOST_STAIRS]
    stairs = [
        Steps(
            papers.names["suppliers"][offer.supplier],
            [(start, fen / FEN) for start, fen in zip(offer.starts, offer.prices_fen[0], strict=True)],
        )
        for offer in offers
    ]
    name, unit = article_name(papers, item)
    words = gettext("{name}各家单价随数量的变化，这次买 {units} {unit}").format(name=name, units=units, unit=unit)
    return drawn(step_chart(stairs, at=units, unit=gettext("元"), words=words))


def missing_words(left: Any, names: dict[str, dict[str, Any]]) -> str:
    fields = dict(left.why.fields)
    if "item" in fields:
        fields["item"] = names["articles"].get(fields["item"], [fields["item"]])[0]
    if "village" in fields:
        fields["village"] = names["places"].get(fields["village"], fields["village"])
    return gettext(SENTENCES[left.why.code]).format(**fields)


def step_lines(papers: queries.Documents) -> list[dict[str, Any]]:
    """How near the next price step of each winner is."""
    return [
        {
            "supplier": papers.names["suppliers"][step.supplier],
            "article": article_name(papers, step.item)[0] if step.item else "",
            "unit": article_name(papers, step.item)[1] if step.item else "",
            "short_by": step.short_by,
            "saving_fen": step.saving_fen,
        }
        for step in papers.report.next_steps
        if step.saving_fen > 0
    ]


def division_lines(papers: queries.Documents) -> list[dict[str, Any]]:
    """What each place pays, and what it would alone."""
    division = papers.report.division
    shares = division.shares if division else ()
    return [
        {
            "name": papers.names["places"].get(share.player, share.player),
            "share_fen": share.share_fen,
            "alone_fen": share.alone_fen,
            "saved_fen": share.alone_fen - share.share_fen,
        }
        for share in shares
    ]
