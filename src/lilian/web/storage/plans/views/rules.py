"""What people decided about a plan: listed with reason and cost, withdrawn, worked into a new plan."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.kernel.refusal import NotAllowed, NotFound, Refusal
from lilian.storage import actions, queries
from lilian.storage.values import RuleKind
from lilian.web.shell.in_place import acted
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told, status_of, told
from lilian.web.shell.requests import Request
from lilian.web.storage.plans.frame import frame, moment
from lilian.web.storage.plans.paper import paper_of
from lilian.web.storage.plans.words import rule_cost


def rule_lines(plan: Any) -> list[dict[str, Any]]:
    """In force first, newest first; `counted` if the plan was worked out under it."""
    names = plan.notes.get("stores", {})
    ordered = sorted(queries.rules_of(plan), key=lambda rule: (rule.withdrawn_at is not None, -rule.pk))
    return [_line(plan, rule, names.get(rule.store, {}).get("name", rule.store)) for rule in ordered]


def _line(plan: Any, rule: Any, store_name: str) -> dict[str, Any]:
    return {
        "rule": rule,
        "sentence": sentence(rule, store_name),
        "cost": rule_cost(rule.cost_fen, rule.placed_g),
        "set_at": moment(rule.set_at),
        "withdrawn_at": moment(rule.withdrawn_at),
        "counted": rule.set_at <= plan.created_at and not (rule.withdrawn_at and rule.withdrawn_at <= plan.created_at),
    }


def sentence(rule: Any, store_name: str) -> str:
    if rule.kind == RuleKind.LOCK:
        return gettext("{lot} 指定送{store}").format(lot=rule.lot, store=store_name)
    if rule.lot:
        return gettext("{lot} 不准送{store}").format(lot=rule.lot, store=store_name)
    return gettext("{store} 不再进果").format(store=store_name)


def rules_page(request: Request, plan: Any, *, status: int = 200, said: Told | None = None) -> HttpResponse:
    paper = paper_of(plan)
    stores = sorted((code, paper.store_note(code).name) for code in paper.stores)
    context = {"rules": rule_lines(plan), "stores": stores, "told": said}
    return render(request, "storage/plans/rules.html", frame(request, plan, "plan_rules") | context, status=status)


@require_safe
@login_required
def rules(request: Request, pk: int) -> HttpResponse:
    return rules_page(request, queries.plan(request.actor, pk))


def decided(request: Request, pk: int, act: Any, done: str) -> HttpResponse:
    """Do it once and go to the list of decisions, or say there why not."""
    plan = queries.plan(request.actor, pk)

    def and_back() -> str:
        act()
        return reverse("storage:plan_rules", args=[pk])

    def again(status: int, told: Told) -> HttpResponse:
        return rules_page(request, plan, status=status, said=told)

    return acted(request, and_back, done=done, again=again)


@require_POST
@login_required
def forbid_store(request: Request, pk: int) -> HttpResponse:
    """Nothing goes into this store any more."""

    def act() -> None:
        actions.forbid(
            actor=request.actor,
            plan_id=pk,
            store=request.POST.get("store", ""),
            reason=request.POST.get("reason", ""),
            now=request.now,
        )

    return decided(request, pk, act, gettext("已记下。按新安排重算后生效。"))


@require_POST
@login_required
def withdraw(request: Request, pk: int, rule: int) -> HttpResponse:
    """A decision no longer holds."""
    if not queries.rules_of(queries.plan(request.actor, pk)).filter(pk=rule).exists():
        raise NotFound()

    def act() -> None:
        actions.withdraw_rule(actor=request.actor, rule_id=rule, now=request.now)

    return decided(request, pk, act, gettext("已撤销。按新安排重算后生效。"))


@require_POST
@login_required
def replan(request: Request, pk: int) -> HttpResponse:
    """The same question under the decisions in force now; a new plan, the old one stays."""
    plan = queries.plan(request.actor, pk)

    def act() -> str:
        return reverse("storage:plan", args=[actions.replan(actor=request.actor, plan_id=pk, now=request.now)])

    try:
        return once(request, act)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return rules_page(request, plan, status=status_of(refusal), said=told(refusal))
