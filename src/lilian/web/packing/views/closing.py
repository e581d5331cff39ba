"""A packing ends, or is dropped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.packing import actions, queries
from lilian.stock import queries as stock
from lilian.web.packing.forms import CloseForm
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    card = queries.packing(actor, pk, permission="packing.pack")
    lots = stock.cards(stock.lots(actor).filter(code__in=card.lots).order_by("pk"))
    form = CloseForm(request.POST if request.method == "POST" else None, card=card, lots=lots)
    address = reverse("packing:packing", args=[pk])

    def act() -> str:
        actions.close_packing(
            actor=actor,
            packing_id=pk,
            taken=form.taken(),
            client_key=key_of(request),
            now=request.now,
            note=form.cleaned_data["note"],
        )
        return address

    context = {"card": card, "back": address}
    return FormPage("packing/close.html", form, act, gettext("结束了，箱已入账。"), context).answer(request)


@require_POST
@login_required
def drop(request: Request, pk: int) -> HttpResponse:
    queries.packing(request.actor, pk, permission="packing.pack")

    def act() -> str:
        actions.drop_packing(
            actor=request.actor,
            packing_id=pk,
            reason=request.POST.get("reason", ""),
            client_key=key_of(request),
            now=request.now,
        )
        return reverse("packing:board")

    response = once(request, act)
    messages.success(request, gettext("取消了，没有入账。"))
    return response
