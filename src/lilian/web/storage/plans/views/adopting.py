"""A plan is adopted: what will happen is said first, what changed since is said if it cannot be."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.storage import actions, queries
from lilian.storage.values import PlanStatus
from lilian.web.shell.in_place import acted
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.storage.plans.frame import frame
from lilian.web.storage.plans.paper import paper_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt(request: Request, pk: int) -> HttpResponse:
    """The page before, and the act."""
    request.actor.must("storage.adopt_plan")
    plan = queries.plan(request.actor, pk)
    if request.method != "POST":
        if plan.status != PlanStatus.READY:
            return redirect("storage:plan", pk)
        return _shown(request, plan)

    def act() -> str:
        actions.adopt_plan(actor=request.actor, plan_id=pk, now=request.now)
        return reverse("storage:plan", args=[pk])

    def again(status: int, told: Told) -> HttpResponse:
        return _shown(request, plan, status=status, told=told)

    return acted(request, act, done=gettext("已采纳。各库的到货单已经能看到了。"), again=again)


def _shown(request: Request, plan: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    paper = paper_of(plan)
    going = paper.plan.assignments
    context = {
        "loads": len(going),
        "stores_used": len({each.store for each in going}),
        "days_used": len(paper.days),
        "placed_g": paper.plan.placed_g,
        "unplaced_g": paper.plan.unplaced_g,
        "unplaced_lots": len(paper.plan.unplaced),
        "cost_fen": paper.plan.cost_fen,
    }
    return render(request, "storage/plans/adopt.html", frame(request, plan, "") | context | more, status=status)


@require_POST
@login_required
def withdraw_plan(request: Request, pk: int) -> HttpResponse:
    """What it still expects is expected no more; its open lots wait again."""

    def act() -> str:
        reason = request.POST.get("reason", "").strip()
        actions.withdraw_plan(actor=request.actor, plan_id=pk, reason=reason, now=request.now)
        return reverse("storage:plan", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("已撤回。没有到的批次重新等待安排。"))
    return response
