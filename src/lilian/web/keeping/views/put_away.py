"""Loads that wait for their room, and putting them there."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.keeping import actions, queries
from lilian.keeping.values import Load, Source
from lilian.kernel.refusal import NotFound
from lilian.web.keeping.forms.put_away import PutAwayForm
from lilian.web.keeping.places import stores_of, worked_room
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD

SOURCES = {Source.ARRIVAL.value, Source.UNPLANNED.value}


@require_safe
@login_required
def waiting(request: Request) -> HttpResponse:
    """Loads recorded at the door, with a way into each room of their store."""
    request.actor.must("keeping.work")
    rooms = queries.rooms(request.actor, now=request.now)
    of_store = {pk: list(some) for pk, some in groupby(rooms, key=lambda room: room.store_id)}
    loads = [(load, of_store.get(load.store_id, [])) for load in queries.loads(request.actor, now=request.now)]
    return render(request, "keeping/waiting.html", {"loads": loads})


def load_asked(request: Request) -> Load | None:
    """`?arrival=12` or `?unplanned=12`: which load is put away; nothing where somebody just brought fruit."""
    for source in SOURCES & set(request.GET):
        if not request.GET[source].isdigit():
            raise NotFound()
        return queries.load(request.actor, Source(source), int(request.GET[source]))
    return None


def key_of(request: Request, what: str) -> str:
    return f"form:{request.user.pk}:{request.POST.get(KEY_FIELD, '')}:{what}"[:110]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_away(request: Request, pk: int) -> HttpResponse:
    room, load = worked_room(request, pk), load_asked(request)
    form = PutAwayForm(request.POST if request.method == "POST" else None, actor=request.actor, room=room, load=load)

    def act() -> str:
        key = key_of(request, f"put:{pk}")
        actions.put_away(actor=request.actor, draft=form.draft(), client_key=key, now=request.now)
        return reverse("keeping:room", args=[pk])

    context = {"room": room, "load": load, "siblings": stores_of(request, room)}
    return FormPage("keeping/put_away.html", form, act, gettext("入库了，记在账上。"), context).answer(request)


@require_POST
@login_required
def take_back(request: Request, pk: int, made: int) -> HttpResponse:
    """A wrong put-away, by the reversing entry."""
    worked_room(request, pk, "stock.reverse")

    def act() -> str:
        reason = request.POST.get("reason", "").strip()[:200]
        actions.take_back_put_away(actor=request.actor, put_away_id=made, reason=reason, now=request.now)
        return reverse("keeping:room", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("已撤回，这些果又在等着入库。"))
    return response
