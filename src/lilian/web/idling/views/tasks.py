"""The keeper's phone: what is to be moved, one load written down in two taps, or why not."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.idling import actions, queries
from lilian.idling.values import TASK_STATE_NAMES, TaskState
from lilian.web.idling.words import moment, month_words
from lilian.web.shell.fields import WeightField
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import chips
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

OPEN, ENDED = "", "ended"


class WeighedForm(forms.Form):
    weight = WeightField(label=_("搬了多少"), widget=forms.TextInput(attrs={"class": "form-control-big"}))


def state_of(task: Any) -> TaskState:
    return TaskState(task.end.state) if hasattr(task, "end") else TaskState.WAITING


def line(task: Any) -> dict[str, Any]:
    state = state_of(task)
    return {
        "task": task,
        "variety": f"{task.lot.variety.name} {task.lot.grade}",
        "state": state,
        "state_words": gettext(TASK_STATE_NAMES[state]),
        "reason": task.end.reason if state != TaskState.WAITING else "",
        "ended": moment(task.end.at) if state != TaskState.WAITING else "",
    }


@require_safe
@login_required
def tasks(request: Request) -> HttpResponse:
    """Month by month: what is still to be moved, or what was."""
    found = queries.tasks(request.actor)
    open_ones, ended = found.filter(end__isnull=True), found.filter(end__isnull=False)
    shown = ended if request.GET.get("state") == ENDED else open_ones
    months = [
        {"name": month_words(month), "lines": [line(task) for task in each]}
        for month, each in groupby(shown, key=lambda task: task.month)
    ]
    counts = {OPEN: open_ones.count(), ENDED: ended.count()}
    options = [(OPEN, gettext("待搬")), (ENDED, gettext("办过的"))]
    context = {"months": months, "chips": chips(request, "state", options, counts)}
    return render(request, "idling/tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def task(request: Request, pk: int) -> HttpResponse:
    """One load: its weight as planned stands in the box already; write it down."""
    found = queries.task(request.actor, pk)
    form = WeighedForm(request.POST if request.method == "POST" else None, initial={"weight": found.weight_g})

    def act() -> str:
        actions.do_task(actor=request.actor, task_id=pk, weight_g=form.cleaned_data["weight"], now=request.now)
        return reverse("idling:tasks")

    organisation_id = found.source.store.organisation_id
    context = line(found) | {"may_do": request.actor.may("idling.do_task", organisation_id=organisation_id)}
    if request.method == "POST":
        request.actor.must("idling.do_task", organisation_id=organisation_id)
    return FormPage("idling/task.html", form, act, gettext("已记下，货物账上也移过去了。"), context).answer(request)


@require_POST
@login_required
def decline(request: Request, pk: int) -> HttpResponse:
    """It is not moved, and somebody says why."""

    def act() -> str:
        actions.decline_task(actor=request.actor, task_id=pk, reason=request.POST.get("reason", ""), now=request.now)
        return reverse("idling:tasks")

    request.actor.must("idling.do_task")
    return once(request, act)
