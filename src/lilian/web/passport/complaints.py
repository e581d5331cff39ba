"""What buyers complained about, and the office's answers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.refusal import NotFound
from lilian.passport import actions, queries
from lilian.web.passport.check import path_of
from lilian.web.passport.forms import AnswerForm
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request

MOST_SHOWN = 100


@require_safe
@login_required
def complaints(request: Request) -> HttpResponse:
    """Those that wait first, then those answered."""
    waiting = queries.complaint_cards(queries.complaints(request.actor, answered=False)[:MOST_SHOWN])
    done = queries.complaint_cards(queries.complaints(request.actor, answered=True)[:MOST_SHOWN])
    return render(request, "passport/complaints.html", {"waiting": waiting, "done": done})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: Request, pk: int) -> HttpResponse:
    found = queries.complaint_cards(queries.complaints(request.actor).filter(pk=pk))
    if not found:
        raise NotFound()
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.answer(actor=request.actor, complaint_id=pk, text=form.cleaned_data["text"], now=request.now)
        return reverse("passport:complaints")

    context = {"card": found[0], "path": path_of(found[0].code)}
    return FormPage("passport/answer.html", form, act, gettext("记下了。"), context).answer(request)
