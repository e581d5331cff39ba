"""The office registers a store, changes its facts, adds a room."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.storage import actions
from lilian.storage.queries import records
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request
from lilian.web.storage.stores.forms.stores import RoomForm, StoreForm, said_of

TEMPLATE = "storage/stores/form.html"


def store_url(pk: int) -> str:
    return reverse("storage:store", args=[pk])


def around(title: str, purpose: str, back: str, back_label: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "purpose": purpose, "back": back, "back_label": back_label, **more}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_store(request: Request) -> HttpResponse:
    request.actor.must("storage.change")
    data, today = request.POST if request.method == "POST" else None, timezone.localdate(request.now)
    form = StoreForm(data, actor=request.actor, on=today)

    def act() -> str:
        return store_url(actions.add_store(actor=request.actor, draft=form.draft(), now=request.now))

    context = around(
        gettext("登记冷库"),
        gettext("先登记库，再在库的页面上加库房。"),
        reverse("storage:stores"),
        gettext("冷库"),
        draft="store-new",
        says_place=True,
    )
    return FormPage(TEMPLATE, form, act, gettext("登记好了，接着加库房。"), context).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_store(request: Request, pk: int) -> HttpResponse:
    request.actor.must("storage.change")
    store = records.store(request.actor, pk)
    data, today = request.POST if request.method == "POST" else None, timezone.localdate(request.now)
    form = StoreForm(data, actor=request.actor, on=today, store=store, initial=said_of(store))

    def act() -> str:
        actions.change_store(actor=request.actor, store_id=pk, draft=form.draft(), now=request.now)
        return store_url(pk)

    context = around(
        gettext("修改 %(store)s") % {"store": store.name}, "", store_url(pk), store.name, draft=f"store-{pk}"
    )
    return FormPage(TEMPLATE, form, act, gettext("改好了。"), context).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_room(request: Request, pk: int) -> HttpResponse:
    request.actor.must("storage.change")
    store = records.store(request.actor, pk)
    form = RoomForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.add_room(actor=request.actor, store_id=pk, draft=form.draft(), now=request.now)
        return store_url(pk)

    purpose = gettext("容积是房子有多大，申报库容是最多能存多少梨，实测库存由库管员填报。三个数分开记。")
    context = around(gettext("加一间库房"), purpose, store_url(pk), store.name, draft=f"room-{pk}")
    return FormPage(TEMPLATE, form, act, gettext("库房加好了。"), context).answer(request)
