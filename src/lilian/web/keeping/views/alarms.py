"""Alarms of the rooms' air: freezing first; somebody must say what was done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.keeping import actions, queries
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

MOST_SHOWN = 100


@require_safe
@login_required
def alarms(request: Request) -> HttpResponse:
    """Open ones, then what is over and acknowledged."""
    actor, reach = request.actor, request.actor.reach("keeping.acknowledge")
    found = list(queries.alarms(actor, open_only=True)[:MOST_SHOWN])
    past = queries.alarms(actor).filter(ended_at__isnull=False, acknowledged_at__isnull=False)
    context = {
        "open": [(one, one.room.store.organisation_id in reach, queries.is_overdue(one, request.now)) for one in found],
        "past": past.order_by("-opened_at", "-pk")[:MOST_SHOWN],
    }
    return render(request, "keeping/alarms.html", context)


@require_POST
@login_required
def acknowledge(request: Request, pk: int) -> HttpResponse:
    def act() -> str:
        note = request.POST.get("reason", "")
        actions.acknowledge(actor=request.actor, alarm_id=pk, note=note, now=request.now)
        return reverse("keeping:alarms")

    response = once(request, act)
    messages.success(request, gettext("已确认。空气正常以后，告警自己结束。"))
    return response
