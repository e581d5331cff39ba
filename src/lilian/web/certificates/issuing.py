"""A certificate is issued: for fruit that is to come, or for lots on hand that lack one."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.base.actors import Actor
from lilian.certificates import actions, queries
from lilian.certificates.queries import Promiser
from lilian.certificates.values import Basis, Form, Lacking, Proposal, is_mixed, spoken
from lilian.kernel.refusal import NotFound
from lilian.web.certificates.check import promised
from lilian.web.certificates.forms import BOTH, IssueForm
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos

MOST_LOTS = 100
AT = {
    actions.NoWeight: "weight",
    actions.MoreThanItWeighs: "weight",
    actions.MoreThanGrown: "weight",
    actions.UnsaidTest: "test",
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """For fruit that is to come, or for the lots the address names: what is likeliest is filled in already."""
    actor = request.actor
    actor.must("certificates.issue")
    lots = _lots(actor, request.GET.getlist("lot"))
    promisers = [one for one in queries.promisers(actor) if not lots or one.organisation_id == lots[0].owner_id]
    proposal = queries.proposal(actor, [lot.lot_id for lot in lots], lots[0].owner_id) if lots else None
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        promisers=promisers,
        proposal=proposal,
        initial=_usual(actor, promisers, proposal),
    )

    def act() -> str:
        key, drafts = key_of(request), form.drafts()
        made = [
            actions.issue(actor=actor, draft=draft, client_key=f"{key}:{number}" if number else key, now=request.now)
            for number, draft in enumerate(drafts)
        ]
        if len(made) > 1:
            return reverse("certificates:certificates")
        return reverse("certificates:certificate", args=made)

    context = {
        "lots": lots,
        "whole": sum(proposal.lots.values()) if proposal else 0,
        "promises": promised(proposal.form if proposal else Form.PRODUCER),
        "named": [spoken(number) for number in (*proposal.collected.values(), *proposal.earlier.values())]
        if proposal
        else [],
        "own_promises": promised(Form.PRODUCER) if proposal and is_mixed(proposal) else "",
        "is_buyer": proposal is not None and proposal.form is Form.BUYER,
        "back": reverse("certificates:lacking" if lots else "certificates:certificates"),
    }
    return FormPage("certificates/new.html", form, act, gettext("合格证开好了。"), context, AT).answer(request)


def _lots(actor: Actor, keys: Sequence[str]) -> list[Lacking]:
    """:raises NotFound: unless each lacks one and the actor may issue it"""
    wanted = {int(key) for key in keys[:MOST_LOTS] if key.isdecimal() and len(key) < 19}
    if not wanted:
        return []
    found = queries.told(queries.lacking(actor).filter(pk__in=wanted))
    if len(found) < len(wanted):
        raise NotFound()
    return found


def _usual(actor: Actor, promisers: Sequence[Promiser], proposal: Proposal | None) -> dict[str, Any]:
    """Who signed last for the organisation, and its phone; a grower's own."""
    first = promisers[0] if promisers else None
    last = queries.last_of(actor, first.organisation_id) if first and first.household_id is None else None
    weight_g = sum(proposal.lots.values()) if proposal else 0
    return {
        "bases": [Basis.CONTROL.value],
        "split": BOTH,
        "weight": kilos(weight_g, 3).replace(",", "") if weight_g else "",
        "signed_by": last.signed_by if last else first.signer if first else "",
        "contact": last.contact if last else first.contact if first else "",
    }
