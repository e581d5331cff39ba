"""Asking for room, and promising it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.keeping import actions, queries
from lilian.keeping.values import RequestStatus
from lilian.kernel.refusal import NotFound
from lilian.web.keeping.forms.booking import AskForm
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

MOST_SHOWN = 60


@require_safe
@login_required
def requests(request: Request) -> HttpResponse:
    """Open ones first, then what was answered lately; and what is promised."""
    found = list(queries.requests(request.actor)[:MOST_SHOWN])
    waiting = [one for one in found if one.status == RequestStatus.ASKED]
    bookings = list(queries.bookings(request.actor, on=timezone.localdate(request.now))[:MOST_SHOWN])
    promised = {one.request_id for one in bookings}
    context = {
        "waiting": waiting,
        "answered": [one for one in found if one.status != RequestStatus.ASKED and one.pk not in promised],
        "bookings": bookings,
        "may_ask": request.actor.may("keeping.ask_room"),
    }
    return render(request, "keeping/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: Request) -> HttpResponse:
    request.actor.must("keeping.ask_room")
    data, today = request.POST if request.method == "POST" else None, timezone.localdate(request.now)
    form = AskForm(data, actor=request.actor, today=today)

    def act() -> str:
        made = actions.ask_room(actor=request.actor, draft=form.draft(), now=request.now)
        return reverse("keeping:request", args=[made])

    return FormPage("keeping/ask.html", form, act, gettext("申请发出去了，等库管员答应。"), {}).answer(request)


@require_safe
@login_required
def request_page(request: Request, pk: int) -> HttpResponse:
    """What is asked, and the rooms that could take it; who keeps one may promise it."""
    asked = queries.request(request.actor, pk)
    is_open = asked.status == RequestStatus.ASKED
    offers = queries.offers(request.actor, asked, now=request.now) if is_open else []
    reach = request.actor.reach("keeping.answer_room")
    booking = next((one for one in asked.bookings.all() if one.ended_at is None), None)
    is_kept_here = booking is not None and booking.room.store.organisation_id in reach
    context = {
        "asked": asked,
        "is_open": is_open,
        "own_offers": [one for one in offers if one.organisation_id in reach],
        "offers": [one for one in offers if one.organisation_id not in reach],
        "booking": booking,
        "may_withdraw": asked.organisation_id in request.actor.reach("keeping.ask_room"),
        "may_decline": request.actor.may("keeping.change"),
        "may_end": asked.organisation_id in request.actor.reach("keeping.ask_room") or is_kept_here,
    }
    return render(request, "keeping/request.html", context)


def _done(request: Request, pk: int, act: Callable[[], object], words: str) -> HttpResponse:
    def acted() -> str:
        act()
        return reverse("keeping:request", args=[pk])

    response = once(request, acted)
    messages.success(request, words)
    return response


@require_POST
@login_required
def accept(request: Request, pk: int) -> HttpResponse:
    request.actor.must("keeping.answer_room")
    room = request.POST.get("room", "")
    if not room.isdigit():
        raise NotFound()

    def act() -> None:
        actions.accept_room(actor=request.actor, request_id=pk, room_id=int(room), now=request.now)

    return _done(request, pk, act, gettext("答应了，这些天这间库房给他留着。"))


@require_POST
@login_required
def decline(request: Request, pk: int) -> HttpResponse:
    def act() -> None:
        reason = request.POST.get("reason", "")
        actions.decline_room(actor=request.actor, request_id=pk, reason=reason, now=request.now)

    return _done(request, pk, act, gettext("已答复没有库位。"))


@require_POST
@login_required
def withdraw(request: Request, pk: int) -> HttpResponse:
    def act() -> None:
        actions.withdraw_request(actor=request.actor, request_id=pk, now=request.now)

    return _done(request, pk, act, gettext("申请撤回了。"))


@require_POST
@login_required
def end(request: Request, pk: int) -> HttpResponse:
    """The booking of a request is ended; `pk` is the request's."""
    asked = queries.request(request.actor, pk)
    booking = next((one for one in asked.bookings.all() if one.ended_at is None), None)
    if booking is None:
        raise NotFound()

    def act() -> None:
        reason = request.POST.get("reason", "")
        actions.end_booking(actor=request.actor, booking_id=booking.pk, reason=reason, now=request.now)

    return _done(request, pk, act, gettext("约定结束了，库位放出来了。"))
