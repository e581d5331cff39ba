"""A room is counted."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.keeping import actions
from lilian.web.keeping.forms.counting import CountForm
from lilian.web.keeping.places import worked_room
from lilian.web.keeping.views.put_away import key_of
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def count(request: Request, pk: int) -> HttpResponse:
    room = worked_room(request, pk)
    form = CountForm(request.POST if request.method == "POST" else None, lots=room.lots)

    def act() -> str:
        actions.count(
            actor=request.actor,
            room_id=pk,
            counted=form.counted(),
            note=form.cleaned_data["note"],
            client_key=key_of(request, f"count:{pk}"),
            now=request.now,
        )
        return reverse("keeping:room", args=[pk])

    context = {"room": room, "draft": f"count-{pk}"}
    return FormPage("keeping/count.html", form, act, gettext("盘点记下了，差异已经入账。"), context).answer(request)
