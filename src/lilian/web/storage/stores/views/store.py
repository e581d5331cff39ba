"""One store: its three facts of capacity, rooms, history, reports; and what the office may do with it."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.base.actors import Actor
from lilian.members.values import masked_name, masked_phone
from lilian.storage import actions, queries
from lilian.storage.queries import records
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.storage.stores import charts
from lilian.web.storage.stores.cells import fill_tone

REPORTS_SHOWN = 40  # rows of rooms, shown as the occasions they were written on
OCCASIONS_SHOWN = 6


def occasions(reports: Any, *, clear: bool) -> list[dict[str, Any]]:
    """Reports of several rooms written at one moment by one person are one occasion; names masked unless `clear`."""
    found = []
    for (at, reporter, note), rows in groupby(reports, key=lambda one: (one.at, one.reporter, one.note)):
        said = sorted(rows, key=lambda one: one.room.code)
        who, stock_g = reporter if clear else masked_name(reporter), sum(one.stock_g for one in said)
        found.append({"at": at, "who": who, "note": note, "rows": said, "stock_g": stock_g})
    return found[:OCCASIONS_SHOWN]


def knows_names(actor: Actor, organisation_id: int) -> bool:
    """Those who work in the store or may reveal its people see who wrote; to others a name is private."""
    return actor.may("members.reveal", organisation_id=organisation_id) or actor.may(
        "storage.report", organisation_id=organisation_id
    )


@require_safe
@login_required
def store(request: Request, pk: int) -> HttpResponse:
    actor, now = request.actor, request.now
    record, card = records.store(actor, pk), queries.store_card(actor, pk, now=now)
    history = queries.fill_history(actor, now=now, store_id=pk)
    clear = knows_names(actor, card.organisation_id)
    context = {
        "store": record,
        "card": card,
        "tone": fill_tone(card.fill_rate),
        "over_g": max(0, card.stock_g - card.capacity_g),
        "keeper": record.keeper.name if record.keeper and clear else card.keeper,
        "phone": masked_phone(record.keeper.phone) if record.keeper else "",
        "rooms": queries.room_cards(actor, pk, now=now),
        "chart": charts.fill_chart(history),
        "occasions": occasions(queries.reports(actor, store_id=pk)[:REPORTS_SHOWN], clear=clear),
        "may_report": actor.may("storage.report", organisation_id=card.organisation_id),
        "may_change": actor.may("storage.change"),
        "sees_arrivals": actor.may("storage.see_arrivals", organisation_id=card.organisation_id),
        "arrivals_url": f"{reverse('storage:plan_arrivals')}?when=all#{card.code}",
    }
    return render(request, "storage/stores/store.html", context)


@require_POST
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    def act() -> str:
        actions.close_store(
            actor=request.actor, store_id=pk, reason=request.POST.get("reason", "").strip()[:200], now=request.now
        )
        return reverse("storage:store", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("这座库停用了，方案不会再往这里送。"))
    return response


@require_POST
@login_required
def reopen(request: Request, pk: int) -> HttpResponse:
    def act() -> str:
        actions.reopen_store(actor=request.actor, store_id=pk, now=request.now)
        return reverse("storage:store", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("这座库重新启用了。"))
    return response
