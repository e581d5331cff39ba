"""The thresholds of the county, each in words; the office sets one, with the reason."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.storage import actions, queries
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request
from lilian.web.storage.stores.forms.thresholds import ThresholdForm
from lilian.web.storage.stores.views.changes import around


@require_safe
@login_required
def thresholds(request: Request) -> HttpResponse:
    groups = queries.threshold_groups(request.actor)
    context = {"groups": groups, "may_change": request.actor.may("storage.change"), **_shipped()}
    return render(request, "storage/stores/thresholds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_threshold(request: Request, name: str) -> HttpResponse:
    request.actor.must("storage.change")
    card = queries.threshold_card(request.actor, name)
    form = ThresholdForm(request.POST if request.method == "POST" else None, card=card)
    back = reverse("storage:thresholds")

    def act() -> str:
        actions.set_threshold(actor=request.actor, name=name, now=request.now, **form.cleaned_data)
        return back

    label, history = gettext(card.limit.label), queries.threshold_history(request.actor, name)
    context = around(label, gettext(card.limit.means), back, gettext("填报和收货的界限"), draft=f"threshold-{name}")
    done = gettext("改好了，从现在起按新的数算。")
    shown: dict[str, Any] = {**context, "card": card, "history": history, **_shipped()}
    return FormPage("storage/stores/threshold.html", form, act, done, shown).answer(request)


def _shipped() -> dict[str, Any]:
    source, since = queries.threshold_source()
    return {"source": gettext(source), "since": since}
