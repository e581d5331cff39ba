"""Plans so far; one plan as numbers, map and lists."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lilian.storage import queries
from lilian.storage.papers import Paper, plan_legend, plan_map, saving
from lilian.storage.papers.words import day_words, percent
from lilian.storage.values import PLAN_STATUS_NAMES, PlanStatus
from lilian.web.shell.job_progress import bar_alone, progress_of
from lilian.web.shell.listing import Chip, Listing, chips, with_query
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import tonnes, tonnes_column, yuan
from lilian.web.storage.plans.columns import PLANS, lines_columns
from lilian.web.storage.plans.compare import compare
from lilian.web.storage.plans.failure import failure_of
from lilian.web.storage.plans.frame import frame
from lilian.web.storage.plans.leftover import leftover
from lilian.web.storage.plans.lines import Wanted, lines_of, weight_of
from lilian.web.storage.plans.paper import chosen_day, of_day, paper_of
from lilian.web.storage.plans.stores import store_lines


@require_safe
@login_required
def plan_list(request: Request) -> HttpResponse:
    """All plans, newest first, by status."""
    found = queries.plans(request.actor)
    chosen = request.GET.get("status", "")
    if chosen in set(PlanStatus):
        found = found.filter(status=chosen)
    options = [("", gettext("全部")), *((each.value, gettext(PLAN_STATUS_NAMES[each])) for each in PlanStatus)]
    context = {
        "listing": Listing(request, PLANS, found, default_sort="-at"),
        "chips": chips(request, "status", options),
        "may_run": request.actor.may("storage.run_plan"),
    }
    return render(request, "storage/plans/list.html", context)


@gzip_page
@require_safe
@login_required
def plan_page(request: Request, pk: int) -> HttpResponse:
    """How far it is; or the three numbers, the map and the stores beside it."""
    plan = queries.plan(request.actor, pk)
    context = frame(request, plan, "plan")
    if plan.status == PlanStatus.COMPUTING:
        return render(request, "storage/plans/computing.html", context | _under_way(request, plan))
    paper = paper_of(plan)
    day = chosen_day(paper, request.GET.get("day", ""))
    return render(request, "storage/plans/plan.html", context | _overview(request, paper, day))


def _under_way(request: Request, plan: Any) -> dict[str, Any]:
    job = plan.run.job
    shown = progress_of(job, request.now)
    return {"progress": shown, "told": failure_of(job) if shown.state == "failed" else None}


def _overview(request: Request, paper: Paper, day: date | None) -> dict[str, Any]:
    day_index = None if day is None else (day - paper.problem.terms.first_day).days
    saved = saving(paper)
    return {
        "paper": paper,
        "figures": paper.plan,
        "saved": saved,
        "saved_share": percent(saved.share),
        "lots_in_all": len(paper.problem.lots),
        "stores_used": len({each.store for each in paper.plan.assignments}),
        "day": day,
        "chips": day_chips(request, paper),
        "map": SafeString(plan_map(of_day(paper, day), gettext)),
        "legend": SafeString(plan_legend(paper, gettext)),
        "stores": store_lines(paper, day_index),
        "leftover": leftover(paper),
        "compare": compare(paper),
    }


def day_chips(request: Request, paper: Paper) -> list[Chip]:
    """All days, and each with its tonnes."""
    now = request.GET.get("day", "")
    made = [Chip(gettext("全部日期"), with_query(request.GET, day=None), not now)]
    for day in paper.days:
        weight_g = sum(each.weight_g for each in paper.plan.assignments if each.day == day)
        label = gettext("{day} · {tonnes} 吨").format(day=day_words(day, gettext), tonnes=tonnes(weight_g, 0))
        made.append(Chip(label, with_query(request.GET, day=day.isoformat()), now == day.isoformat()))
    return made


@require_safe
@login_required
def progress(request: Request, pk: int) -> HttpResponse:
    """How far the planning is."""
    plan = queries.plan(request.actor, pk)
    return bar_alone(request, plan, "storage/plans/_progress.html", is_computing=plan.status == PlanStatus.COMPUTING)


@require_safe
@login_required
def lots(request: Request, pk: int) -> HttpResponse:
    """What goes where, by day, store, village or lot."""
    plan = queries.plan(request.actor, pk)
    paper = paper_of(plan)
    wanted = Wanted(
        day=chosen_day(paper, request.GET.get("day", "")),
        store=request.GET.get("store", ""),
        text=request.GET.get("q", "").strip(),
    )
    found = [line for line in lines_of(paper) if wanted.fits(line)]
    totals = {
        "lot": gettext("合计"),
        "weight": tonnes_column(weight_of(found), 2),
        "cost": yuan(sum(line.cost_fen for line in found)),
    }
    context = {
        "listing": Listing(request, lines_columns(pk), found, totals=totals, row_key=lambda line: f"lot:{line.lot}"),
        "chips": day_chips(request, paper),
        "wanted": wanted,
        "store_name": paper.store_note(wanted.store).name if wanted.store else "",
        "without_store": with_query(request.GET, store=None),
        "leftover_url": f"{reverse('storage:plan', args=[pk])}#leftover",
    }
    return render(request, "storage/plans/lots.html", frame(request, plan, "plan_lots") | context)


@require_safe
@login_required
def stores(request: Request, pk: int) -> HttpResponse:
    """Every store by day, and what a tonne of its room is worth."""
    plan = queries.plan(request.actor, pk)
    paper = paper_of(plan)
    terms = paper.problem.terms
    days = [day_words(terms.day(index), gettext) for index in range(terms.days)]
    context = {"stores": store_lines(paper), "days": days, "paper": paper}
    return render(request, "storage/plans/stores.html", frame(request, plan, "plan_stores") | context)


@require_safe
@login_required
def comparison(request: Request, pk: int) -> HttpResponse:
    """The plan beside today's practice, line by line."""
    plan = queries.plan(request.actor, pk)
    paper = paper_of(plan)
    context = {"compare": compare(paper), "saved": saving(paper), "saved_share": percent(saving(paper).share)}
    return render(request, "storage/plans/comparison.html", frame(request, plan, "plan_comparison") | context)
