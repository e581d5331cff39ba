"""A room goes out of use, and comes back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.kernel.refusal import NotFound
from lilian.storage import actions, queries
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.storage.stores.forms.stores import OutageForm
from lilian.web.storage.stores.views.changes import TEMPLATE, around, store_url
from lilian.web.storage.stores.views.fill import reported


def room_of(request: Request, pk: int, room: int) -> Any:
    """The store's card and the room's, if the reader may report for it.

    :raises NotFound: if it is another's, or no room of this store
    """
    store = reported(request, pk)
    found = [card for card in queries.room_cards(request.actor, pk, now=request.now) if card.id == room]
    if not found:
        raise NotFound()
    return store, found[0]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_out(request: Request, pk: int, room: int) -> HttpResponse:
    store, card = room_of(request, pk, room)
    data = request.POST if request.method == "POST" else None
    form = OutageForm(data, initial={"starts_on": timezone.localdate(request.now)})

    def act() -> str:
        actions.put_room_out_of_use(actor=request.actor, room_id=room, now=request.now, **form.cleaned_data)
        return store_url(pk)

    title = gettext("%(room)s 停用") % {"room": card.code}
    purpose = gettext("停用的日子里，方案不会往这间送果，库容比也不算它。")
    context = around(title, purpose, store_url(pk), store.name, draft=f"outage-{room}")
    return FormPage(TEMPLATE, form, act, gettext("这间库房停用了。"), context).answer(request)


@require_POST
@login_required
def put_back(request: Request, pk: int, room: int) -> HttpResponse:
    room_of(request, pk, room)

    def act() -> str:
        actions.put_room_back_in_use(actor=request.actor, room_id=room, now=request.now)
        return store_url(pk)

    response = once(request, act)
    messages.success(request, gettext("这间库房恢复使用了。"))
    return response
