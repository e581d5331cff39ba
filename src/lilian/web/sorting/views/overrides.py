"""A person decides against the line: one asks, a second one answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.kernel.refusal import NotFound
from lilian.sorting import actions, queries
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request
from lilian.web.sorting.forms import OverrideForm
from lilian.web.sorting.views.reach import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: Request, pk: int) -> HttpResponse:
    card, found = run_of(request, pk, "sorting.override"), queries.figures(pk)
    form = OverrideForm(request.POST or None, grades=[(one.grade, one.name) for one in found.grades])
    address = reverse("sorting:run", args=[pk])

    def act() -> str:
        actions.ask_override(
            actor=request.actor, run_id=pk, draft=form.draft(), client_key=key_of(request), now=request.now
        )
        return address

    done = gettext("记下了，等另一位同意。")
    return FormPage("sorting/ask.html", form, act, done, {"card": card, "back": address}).answer(request)


@require_POST
@login_required
def answer(request: Request, pk: int) -> HttpResponse:
    """Agreed where the button says so; any other word is no."""
    request.actor.must("sorting.override")
    run_id = queries.run_of_override(request.actor, pk)
    if run_id is None:
        raise NotFound()

    def act() -> str:
        agreed, note = request.POST.get("answer") == "yes", request.POST.get("reason", "")
        actions.answer_override(actor=request.actor, override_id=pk, agreed=agreed, note=note, now=request.now)
        return reverse("sorting:run", args=[run_id])

    response = once(request, act)
    messages.success(request, gettext("答复记下了。"))
    return response
