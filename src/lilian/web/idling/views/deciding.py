"""What people decided; the plan worked out again; the yes, and its taking back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lilian.idling import actions, queries
from lilian.idling.values import DECISION_NAMES, DecisionKind
from lilian.storage.values import PlanStatus
from lilian.web.idling.views.plans import frame
from lilian.web.idling.words import moment, month_words
from lilian.web.shell.fields import choose_from
from lilian.web.shell.in_place import acted
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request

ALL_MONTHS = ""


class DecisionForm(forms.Form):
    room = forms.TypedChoiceField(label=_("哪间库房"), coerce=int)
    kind = forms.ChoiceField(
        label=_("怎么定"), choices=[(kind.value, _(name)) for kind, name in DECISION_NAMES.items()]
    )
    month = forms.ChoiceField(label=_("哪个月"), required=False, help_text=_("不选就是从头到尾。"))
    lot = forms.TypedChoiceField(
        label=_("哪一批"), coerce=int, empty_value=None, required=False, help_text=_("只有“不许搬”要选。")
    )
    reason = forms.CharField(label=_("原因"), max_length=200)

    def __init__(self, plan: Any, papers: queries.Documents, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = papers.notes.get("rooms", {})
        self.months = {f"{month:%Y-%m}": month for month in queries.months_of(plan)}
        named = ((one["id"], f"{one['name']} · {one['room']}") for one in rooms.values())
        choose_from(self, "room", [("", _("请选")), *named])
        worded = ((key, month_words(month)) for key, month in self.months.items())
        choose_from(self, "month", [(ALL_MONTHS, _("每个月")), *worded])
        lots = [(one["lot_id"], f"{one['room']} · {one['variety']} · #{one['lot_id']}") for one in plan.notes["lying"]]
        choose_from(self, "lot", [("", _("不用选")), *lots])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == DecisionKind.STAY and said.get("lot") is None:
            self.add_error("lot", _("请选是哪一批不许搬。"))
        return said


def decision_lines(request: Request, plan: Any) -> list[dict[str, Any]]:
    """In force first; `counted` if the plan was worked out under it."""
    rows = sorted(queries.decisions(request.actor), key=lambda rule: (rule.withdrawn_at is not None, -rule.pk))
    return [
        {
            "rule": rule,
            "room": f"{rule.room.store.name} · {rule.room.code}",
            "words": gettext(DECISION_NAMES[DecisionKind(rule.kind)]),
            "lot": rule.lot.code if rule.lot else "",
            "month": month_words(rule.month) if rule.month else "",
            "set_at": moment(rule.set_at),
            "counted": rule.set_at <= plan.created_at and not rule.withdrawn_at,
        }
        for rule in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decisions(request: Request, pk: int) -> HttpResponse:
    """The list, and one more."""
    plan = queries.plan(request.actor, pk)
    papers = queries.documents(plan)
    if request.method != "POST":
        return _shown(request, plan, DecisionForm(plan, papers, initial={"room": request.GET.get("room")}))
    request.actor.must("idling.run_plan")
    form = DecisionForm(plan, papers, request.POST)
    if not form.is_valid():
        return _shown(request, plan, form, status=422)
    said = form.cleaned_data

    def act() -> None:
        actions.decide(
            actor=request.actor,
            kind=DecisionKind(said["kind"]),
            room_id=said["room"],
            reason=said["reason"],
            month=form.months.get(said["month"]),
            lot_id=said["lot"],
            now=request.now,
        )

    return _decided(request, plan, form, act, gettext("已记下。按新安排重算后生效。"))


def _decided(request: Request, plan: Any, form: DecisionForm, act: Callable[[], None], done: str) -> HttpResponse:
    def and_back() -> str:
        act()
        return reverse("idling:decisions", args=[plan.pk])

    def again(status: int, told: Told) -> HttpResponse:
        return _shown(request, plan, form, status=status, told=told)

    return acted(request, and_back, done=done, again=again)


def _shown(request: Request, plan: Any, form: DecisionForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"rules": decision_lines(request, plan), "form": form, **more}
    return render(request, "idling/decisions.html", frame(request, plan, "decisions") | context, status=status)


@require_POST
@login_required
def withdraw_decision(request: Request, pk: int, decision: int) -> HttpResponse:
    """A decision no longer holds."""
    request.actor.must("idling.run_plan")
    plan = queries.plan(request.actor, pk)

    def act() -> None:
        actions.withdraw_decision(actor=request.actor, decision_id=decision, now=request.now)

    form = DecisionForm(plan, queries.documents(plan))
    return _decided(request, plan, form, act, gettext("已撤销。按新安排重算后生效。"))


@require_POST
@login_required
def replan(request: Request, pk: int) -> HttpResponse:
    """The stores as they are now, under the decisions in force now; the old plan stays."""
    request.actor.must("idling.run_plan")
    plan = queries.plan(request.actor, pk)
    this_month = timezone.localdate(request.now).replace(day=1)

    def act() -> str:
        first = max(plan.first_month, this_month)
        made = actions.start_plan(actor=request.actor, first_month=first, months=plan.months, now=request.now)
        return reverse("idling:plan", args=[made])

    return once(request, act)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt(request: Request, pk: int) -> HttpResponse:
    """The page before, and the act."""
    request.actor.must("idling.adopt_plan")
    plan = queries.plan(request.actor, pk)
    if request.method != "POST":
        return _before(request, plan) if plan.status == PlanStatus.READY else redirect("idling:plan", pk)

    def act() -> str:
        actions.adopt_plan(actor=request.actor, plan_id=pk, now=request.now)
        return reverse("idling:plan", args=[pk])

    def again(status: int, told: Told) -> HttpResponse:
        return _before(request, plan, status=status, told=told)

    return acted(request, act, done=gettext("已采纳。各库的搬库单已经能看到了。"), again=again)


def _before(request: Request, plan: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    papers = queries.documents(plan)
    moved = papers.plan.moves
    context = {
        "moved_g": sum(one.weight_g for one in moved),
        "from_rooms": len({one.source for one in moved}),
        "in_force": queries.plans(request.actor).filter(status=PlanStatus.ADOPTED).first(),
    }
    return render(request, "idling/adopt.html", frame(request, plan, "") | context | more, status=status)


@require_POST
@login_required
def withdraw_plan(request: Request, pk: int) -> HttpResponse:
    """What was still to be moved is not."""
    request.actor.must("idling.adopt_plan")

    def act() -> str:
        actions.withdraw_plan(
            actor=request.actor, plan_id=pk, reason=request.POST.get("reason", "").strip(), now=request.now
        )
        return reverse("idling:plan", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("已撤回。没有搬的不用再搬。"))
    return response
