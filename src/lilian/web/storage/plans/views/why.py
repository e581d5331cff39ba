"""Why this store: a sentence, the three next best with what ruled each out, and the means to decide otherwise."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import joined
from lilian.planning.storage import Alternative, Explanation, Unplaced, explain
from lilian.storage import actions, queries
from lilian.storage.papers import Paper
from lilian.storage.papers.words import day_words, reason, signed_yuan
from lilian.storage.values import PlanStatus
from lilian.web.shell.in_place import acted
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import yuan
from lilian.web.storage.plans.frame import frame
from lilian.web.storage.plans.paper import paper_of
from lilian.web.storage.plans.views.rules import rule_lines

LOCK, FORBID, SEND = "lock", "forbid", "send"


class NothingChosen(Invalid):
    code = "storage.nothing_chosen"
    sentence = gettext_noop("没有选要怎么办。")
    remedy = gettext_noop("请选一项，再写明原因。")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def why(request: Request, pk: int, lot: str) -> HttpResponse:
    """The drawer's contents for htmx, else a page; a post decides otherwise."""
    plan = queries.plan(request.actor, pk)
    if request.method == "POST":
        return _decide(request, plan, lot)
    template = "storage/plans/_why.html" if request.htmx else "storage/plans/why.html"
    return render(request, template, _context(request, plan, lot))


def _decide(request: Request, plan: Any, lot: str) -> HttpResponse:
    request.actor.must("storage.run_plan")
    act = _act(request, plan, lot)

    def and_back() -> str:
        act()
        return reverse("storage:plan_rules", args=[plan.pk])

    def again(status: int, told: Told) -> HttpResponse:
        context = _context(request, plan, lot) | {"told": told, "reason": request.POST.get("reason", "")}
        return render(request, "storage/plans/why.html", context, status=status)

    return acted(request, and_back, done=gettext("已记下。按新安排重算后生效。"), again=again)


def _act(request: Request, plan: Any, lot: str) -> Callable[[], int]:
    """What the form asks for: `lock K014`, `forbid K014`, or `send` to the store chosen from the list."""
    kind, _, store = request.POST.get("decision", "").partition(" ")
    given: dict[str, Any] = {"actor": request.actor, "plan_id": plan.pk, "lot": lot, "now": request.now}
    given["reason"] = request.POST.get("reason", "").strip()
    given["store"] = request.POST.get("store", "") if kind == SEND else store
    if kind not in (LOCK, FORBID, SEND) or not given["store"]:
        return _nothing_chosen
    return lambda: actions.forbid(**given) if kind == FORBID else actions.lock_lot(**given)


def _nothing_chosen() -> int:
    raise NothingChosen()


def _context(request: Request, plan: Any, lot: str) -> dict[str, Any]:
    paper = paper_of(plan)
    known = explain(paper.problem, paper.plan, lot)
    chosen = {each.store for each in known.chosen}
    others = sorted(code for code in paper.stores if code not in chosen)
    return frame(request, plan, "plan_lots") | {
        "lot": paper.lots[lot],
        "note": paper.lot_note(lot),
        "going": [_leg(paper, each) for each in known.chosen],
        "sentence": _sentence(paper, known),
        "left": [(each.weight_g, _left_words(each)) for each in known.unplaced],
        "alternatives": [_alternative(paper, each) for each in known.alternatives],
        "others": [(code, paper.store_note(code).name) for code in others],
        "rules": [line for line in rule_lines(plan) if line["rule"].lot == lot and not line["withdrawn_at"]],
        "may_decide": plan.status == PlanStatus.READY and request.actor.may("storage.run_plan"),
    }


def _left_words(each: Unplaced) -> str:
    return joined(reason(each.why, gettext), reason(each.remedy, gettext))


def _leg(paper: Paper, each: Any) -> dict[str, Any]:
    return {
        "store": each.store,
        "name": paper.store_note(each.store).name,
        "day": day_words(each.day, gettext),
        "weight_g": each.weight_g,
        "km": f"{each.road_km:.1f}",
        "per_tonne": yuan(round(each.cost_fen * 1_000_000 / each.weight_g)),
    }


def _sentence(paper: Paper, known: Explanation) -> str:
    """One sentence that answers, from the first alternative."""
    if not known.chosen:
        return gettext("这批果没有排上库。")
    if not known.alternatives:
        return gettext("没有别的库可比。")
    best = known.alternatives[0]
    name = paper.store_note(best.store).name
    if best.extra_fen_per_tonne > 0:
        words = gettext("这是最省的去处：下一个选择是{store}，每吨要多花 {yuan} 元。")
        return words.format(store=name, yuan=yuan(best.extra_fen_per_tonne))
    words = gettext("只看这一批，{store}每吨能省 {yuan} 元；没有送去是因为：{why}")
    return words.format(store=name, yuan=yuan(-best.extra_fen_per_tonne), why=reason(best.ruled_out_by, gettext))


def _alternative(paper: Paper, each: Alternative) -> dict[str, Any]:
    return {
        "store": each.store,
        "name": paper.store_note(each.store).name,
        "day": day_words(each.day, gettext),
        "km": f"{each.road_km:.1f}",
        "free_g": each.free_g,
        "temperature": f"{each.temperature_c:.1f}",
        "per_tonne": yuan(each.cost_fen_per_tonne),
        "extra": signed_yuan(each.extra_fen_per_tonne),
        "why": reason(each.ruled_out_by, gettext),
    }
