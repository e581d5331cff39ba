"""Fruit moved to another room, and fruit that leaves."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.keeping import actions, queries
from lilian.storage import queries as storage
from lilian.web.keeping.forms.moving import MoveForm, ReleaseForm
from lilian.web.keeping.places import worked_room
from lilian.web.keeping.views.put_away import key_of
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request: Request, pk: int) -> HttpResponse:
    room = worked_room(request, pk)
    reach = {one.id for one in storage.kept_rooms(request.actor, permission="keeping.work")}
    others = [one for one in queries.rooms(request.actor, now=request.now) if one.id in reach and one.id != pk]
    form = MoveForm(request.POST if request.method == "POST" else None, room=room, others=others)

    def act() -> str:
        draft = form.draft()
        actions.move(actor=request.actor, draft=draft, client_key=key_of(request, f"move:{pk}"), now=request.now)
        return reverse("keeping:room", args=[draft.to_room_id])

    context = {"room": room, "others": others}
    return FormPage("keeping/move.html", form, act, gettext("移好了。"), context).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def release(request: Request, pk: int) -> HttpResponse:
    room = worked_room(request, pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None, lots=room.lots)

    def act() -> str:
        actions.release(
            actor=request.actor,
            room_id=pk,
            taken_g=form.taken_g(),
            to=form.cleaned_data["to"],
            client_key=key_of(request, f"release:{pk}"),
            now=request.now,
        )
        return reverse("keeping:room", args=[pk])

    return FormPage("keeping/release.html", form, act, gettext("出库了，记在账上。"), {"room": room}).answer(request)
