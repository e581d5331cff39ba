"""A party signs one contract, or all of a list that wait for its hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.contracts import actions, queries
from lilian.contracts.values import PARTY_NAMES, Party
from lilian.kernel.refusal import NotFound
from lilian.web.contracts.asked import Asked
from lilian.web.contracts.forms.signing import SignForm
from lilian.web.contracts.views.lists import is_grower_only
from lilian.web.contracts.views.one import may_sign, shown
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


def party_named(name: str) -> Party:
    """:raises NotFound: if there is no such party"""
    try:
        return Party(name)
    except ValueError:
        raise NotFound() from None


def form_of(request: Request, initial: dict[str, Any]) -> SignForm:
    return SignForm(request.POST, request.FILES) if request.method == "POST" else SignForm(initial=initial)


@require_http_methods(BOTH)
@login_required
def sign(request: Request, pk: int, party: str) -> HttpResponse:
    request.actor.must("contracts.sign")
    found, signer = queries.contract(request.actor, pk), party_named(party)
    if not may_sign(request.actor, found, signer):
        raise NotFound()
    page = shown(request, found)
    name = page["household"] if signer is Party.HOUSEHOLD else request.actor.name
    form = form_of(request, {"name": name})
    back = reverse("contracts:mine" if is_grower_only(request.actor) else "contracts:contract",
                   args=[] if is_grower_only(request.actor) else [pk])  # fmt: skip

    def act() -> str:
        actions.sign(actor=request.actor, terms_ids=[page["newest"].pk], hand=form.hand(signer), now=request.now)
        return back

    title = gettext("%(party)s签字") % {"party": gettext(PARTY_NAMES[signer])}
    context = {**page, "title": title, "back": back, "one": found}
    return FormPage("contracts/sign.html", form, act, gettext("签好了。"), context).answer(request)


@require_http_methods(BOTH)
@login_required
def sign_many(request: Request, party: str) -> HttpResponse:
    """All contracts of the list that this party has still to sign, by one hand."""
    request.actor.must("contracts.sign")
    signer, asked = party_named(party), Asked.of(request)
    waiting = queries.waiting_for(request.actor, asked.contracts(request.actor), signer)
    form = form_of(request, {"name": request.actor.name})
    back = f"{reverse('contracts:contracts')}?{request.GET.urlencode()}"

    def act() -> str:
        actions.sign(actor=request.actor, terms_ids=waiting, hand=form.hand(signer), now=request.now)
        return back

    context = {
        "title": gettext("%(party)s一次签多份") % {"party": gettext(PARTY_NAMES[signer])},
        "back": back,
        "count": len(waiting),
        "query": request.GET.urlencode(),
    }
    return FormPage("contracts/sign_many.html", form, act, gettext("都签好了。"), context).answer(request)
