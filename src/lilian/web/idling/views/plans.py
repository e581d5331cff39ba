"""Plans so far; one asked for; one as numbers, grid and lists."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.idling import actions, queries
from lilian.idling.values import COST_NAMES
from lilian.storage.values import PlanStatus
from lilian.web.idling.grid import grid_of, move_lines, regret_lines
from lilian.web.idling.words import kwh, moment, saved_fen, saved_wh, status_words, title_of
from lilian.web.shell.fields import DayField
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.job_progress import bar_alone, progress_of
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import whole_yuan

TONES = {PlanStatus.READY: "gold", PlanStatus.ADOPTED: "good"}
USUAL_MONTHS, MOST_MONTHS = 6, 12


def plan_url(plan: Any) -> str:
    return reverse("idling:plan", args=[plan.pk])


def saved_words(plan: Any) -> str:
    return "—" if plan.cost_fen is None else whole_yuan(saved_fen(plan))


PLANS = (
    Column("title", _("方案"), title_of, card="lead", link=plan_url),
    Column("status", _("状态"), status_words, sort="status", card="right"),
    Column("saved", _("比现行做法节省（元）"), saved_words, number=True),
    Column("energy", _("用电（度）"), lambda p: kwh(p.energy_wh), sort="energy_wh", number=True),
    Column("who", _("谁算的"), lambda p: p.created_by, card="hide"),
    Column("at", _("什么时候"), lambda p: moment(p.created_at), sort="created_at"),
)


class NewForm(forms.Form):
    first_month = DayField(label=_("从哪个月开始"), help_text=_("填这个月里的任何一天。"))
    months = forms.IntegerField(
        label=_("一共几个月"),
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


@require_safe
@login_required
def plan_list(request: Request) -> HttpResponse:
    context = {
        "listing": Listing(request, PLANS, queries.plans(request.actor), default_sort="-at"),
        "may_run": request.actor.may("idling.run_plan"),
    }
    return render(request, "idling/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """What the plan will count with, and the two things to say."""
    request.actor.must("idling.run_plan")
    usual = {"first_month": timezone.localdate(request.now), "months": USUAL_MONTHS}
    form = NewForm(request.POST if request.method == "POST" else None, initial=usual)

    def act() -> str:
        said = form.cleaned_data
        made = actions.start_plan(actor=request.actor, now=request.now, **said)
        return reverse("idling:plan", args=[made])

    cards = queries.meter_cards(request.actor)
    planned = queries.withdrawals(request.actor)
    context = {
        "rooms": len(cards),
        "read": sum(1 for card in cards if card.readings > 1),
        "planned_g": sum(one.weight_g for one in planned),
        "owners": len({one.owner_id for one in planned}),
    }
    return FormPage("idling/new.html", form, act, gettext("开始计算了。"), context).answer(request)


def decided_since(request: Request, plan: Any) -> int:
    """How many decisions were made or withdrawn after this plan was asked for."""
    since, found = plan.created_at, queries.decisions(request.actor)
    made = found.filter(set_at__gt=since, withdrawn_at__isnull=True)
    return made.count() + found.filter(set_at__lte=since, withdrawn_at__gt=since).count()


def frame(request: Request, plan: Any, here: str) -> dict[str, Any]:
    """The context every page of a plan begins with."""
    tabs = (("plan", _("总览")), ("moves", _("搬什么")), ("regrets", _("改了会怎样")), ("decisions", _("人定的安排")))
    newest = queries.plans(request.actor).first()
    return {
        "plan": plan,
        "title": title_of(plan),
        "purpose": gettext("{who} {at} 开始计算").format(who=plan.created_by, at=moment(plan.created_at)),
        "status": status_words(plan),
        "tone": TONES.get(plan.status, ""),
        "tabs": [
            {"url": reverse(f"idling:{name}", args=[plan.pk]), "label": label, "here": name == here}
            for name, label in tabs
        ],
        "newer": newest if newest and newest.pk != plan.pk else None,
        "not_in": decided_since(request, plan) if plan.status == PlanStatus.READY else 0,
        "may_run": request.actor.may("idling.run_plan"),
        "may_adopt": plan.status == PlanStatus.READY and request.actor.may("idling.adopt_plan"),
        "may_withdraw": plan.status == PlanStatus.ADOPTED and request.actor.may("idling.adopt_plan"),
        "adopted_at": moment(plan.adopted_at),
    }


@require_safe
@login_required
def plan_page(request: Request, pk: int) -> HttpResponse:
    """How far it is; or the three numbers and the grid."""
    plan = queries.plan(request.actor, pk)
    context = frame(request, plan, "plan")
    if plan.status == PlanStatus.COMPUTING:
        shown = progress_of(plan.run.job, request.now)
        return render(request, "idling/computing.html", context | {"progress": shown})
    papers = queries.documents(plan)
    return render(request, "idling/plan.html", context | overview(plan, papers))


def overview(plan: Any, papers: queries.Documents) -> dict[str, Any]:
    saved = saved_fen(plan)
    return {
        "grid": grid_of(papers, queries.months_of(plan)),
        "saved_fen": saved,
        "saved_share": saved / max(1, plan.practice_cost_fen),
        "saved_kwh": kwh(saved_wh(plan)),
        "practice_kwh": kwh(plan.practice_energy_wh),
        "energy_kwh": kwh(plan.energy_wh),
        "gap": papers.plan.gap,
        "costs": cost_lines(papers),
        "lost_g": sum(one.weight_g for one in papers.plan.lost),
        "missing_g": sum(one.weight_g for one in papers.plan.missing),
        "unknown": papers.notes.get("unknown", []),
    }


def cost_lines(papers: queries.Documents) -> list[dict[str, Any]]:
    """The plan beside today's practice, item by item; items that cost neither anything are left out."""
    rows = [
        {"name": gettext(name), "ours": getattr(papers.plan.cost, key), "theirs": getattr(papers.practice.cost, key)}
        for key, name in COST_NAMES.items()
    ]
    kept = [row for row in rows if row["ours"] or row["theirs"]]
    total = {"name": gettext("合计"), "ours": papers.plan.cost.total, "theirs": papers.practice.cost.total, "sum": True}
    return [*kept, total]


@require_safe
@login_required
def progress(request: Request, pk: int) -> HttpResponse:
    """How far the planning is."""
    plan = queries.plan(request.actor, pk)
    return bar_alone(request, plan, "idling/_progress.html", is_computing=plan.status == PlanStatus.COMPUTING)


@require_safe
@login_required
def moves(request: Request, pk: int) -> HttpResponse:
    plan = queries.plan(request.actor, pk)
    lines = move_lines(queries.documents(plan), queries.months_of(plan))
    context = {"moves": lines, "moved_g": sum(line["weight_g"] for line in lines)}
    return render(request, "idling/moves.html", frame(request, plan, "moves") | context)


@require_safe
@login_required
def regrets(request: Request, pk: int) -> HttpResponse:
    plan = queries.plan(request.actor, pk)
    lines, rest = regret_lines(queries.documents(plan))
    context = {"lines": lines, "rest": rest}
    return render(request, "idling/regrets.html", frame(request, plan, "regrets") | context)
