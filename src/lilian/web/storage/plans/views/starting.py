"""A plan is asked for: from the live register, or from the office's workbook."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from lilian.storage import actions, queries
from lilian.storage.values import Freshness, LotStatus
from lilian.web.shell.fields import DayField
from lilian.web.shell.in_place import in_place
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.storage.stale import stale_after

LONGEST_DAYS = 14


class LiveForm(forms.Form):
    first_day = DayField(label=_("从哪天开始入库"))
    days = forms.IntegerField(
        label=_("一共几天"),
        min_value=1,
        max_value=LONGEST_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("旺季工作簿"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.ods"}),
    )


def live_form(request: Request) -> LiveForm:
    tomorrow = timezone.localdate(request.now) + timedelta(days=1)
    return LiveForm(initial={"first_day": tomorrow, "days": request.GET.get("days") or 3})


def start_page(request: Request, status: int = 200, **changes: Any) -> HttpResponse:
    """Both ways to begin; `changes` puts a refused form back with what was wrong."""
    context = {"live": live_form(request), "sent": WorkbookForm(), **standing(request), **changes}
    return render(request, "storage/plans/new.html", context, status=status)


def standing(request: Request) -> dict[str, Any]:
    """What waits and how much room there is, before anything is asked for."""
    waiting = queries.lots(request.actor, status=LotStatus.WAITING)
    cards = [card for card in queries.store_cards(request.actor, now=request.now) if card.closed_on is None]
    unsure = [card for card in cards if card.freshness in (Freshness.STALE, Freshness.NEVER)]
    return {
        "lots_waiting": waiting.count(),
        "waiting_g": waiting.aggregate(sum=Sum("weight_g"))["sum"] or 0,
        "stores_open": len(cards),
        "free_g": sum(card.free_g for card in cards),
        "stores_unsure": len(unsure),
        "stale_after": stale_after(),
    }


@require_safe
@login_required
def new(request: Request) -> HttpResponse:
    request.actor.must("storage.run_plan")
    return start_page(request)


@require_POST
@login_required
def start_live(request: Request) -> HttpResponse:
    """Ask for a plan of what is in the register now."""
    request.actor.must("storage.run_plan")
    form = LiveForm(request.POST)
    if not form.is_valid():
        return start_page(request, 422, live=form)
    first_day, days = form.cleaned_data["first_day"], form.cleaned_data["days"]

    def act() -> str:
        made = actions.start_live_plan(actor=request.actor, first_day=first_day, days=days, now=request.now)
        return reverse("storage:plan", args=[made])

    def again(status: int, told: Told) -> HttpResponse:
        return start_page(request, status, live=form, told=told)

    return in_place(lambda: once(request, act), again)
