"""One slip: what it says, its papers, taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.base.actors import Actor
from lilian.catalog.values import DEFECT_NAMES
from lilian.certificates import queries as certificates
from lilian.certificates.values import MISFIT_NAMES, Misfit
from lilian.flows import receiving as flow
from lilian.receiving import queries
from lilian.receiving.values import (
    NO_CERTIFICATE_NAMES,
    ODD_NAMES,
    SPRAY_STANDING_NAMES,
    NoCertificate,
    Odd,
    SprayStanding,
)
from lilian.web.receiving.words import grade_names, kilos, price_words, tenths
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


@require_safe
@login_required
def slip(request: Request, pk: int) -> HttpResponse:
    found = queries.slip(request.actor, pk)
    here = found.location.organisation_id
    sample = getattr(found, "sample", None)
    context = {
        "slip": found,
        "void": getattr(found, "void", None),
        "seller": queries.seller_name(request.actor, found),
        "grade": grade_names(found.day).get(found.grade, found.grade),
        "price": price_words(found),
        "no_certificate": gettext(NO_CERTIFICATE_NAMES[NoCertificate(found.no_certificate)])
        if found.no_certificate
        else "",
        "spray": gettext(SPRAY_STANDING_NAMES[SprayStanding(found.spray)]),
        "odd": [gettext(ODD_NAMES[Odd(odd)]) for odd in found.odd.split(",") if odd],
        "kilos": kilos(found.net_g),
        "brix": tenths(sample.brix_tenths) if sample else "",
        "firmness": tenths(sample.firmness_tenths_n) if sample else "",
        "sample": sample,
        "defects": [(gettext(DEFECT_NAMES[defect]), count) for defect, count in queries.defects_of(found)],
        "may_void": request.actor.may("receiving.void", organisation_id=here),
        **certificates_of(request.actor, found),
        "may_record": request.actor.may("receiving.record", organisation_id=here),
    }
    return render(request, "receiving/slip.html", context)


def certificates_of(actor: Actor, found: Any) -> dict[str, Any]:
    """What was taken in with the fruit, what was issued for it, and what is still to be done about it."""
    counts, lot = not hasattr(found, "void"), found.lot_id
    taken_in = certificates.with_lot(actor, lot)
    may_see = actor.may("certificates.see")
    may_collect = counts and actor.may("certificates.collect", organisation_id=found.location.organisation_id)
    may_issue = counts and actor.may("certificates.issue", organisation_id=found.location.organisation_id)
    return {
        "taken_in": [(one, one.misfit and gettext(MISFIT_NAMES[Misfit(one.misfit)])) for one in taken_in],
        "issued": certificates.certificates(actor, lot_id=lot, void=False) if may_see else [],
        "may_bring": may_collect and not certificates.stands_with(lot),
        "may_issue": may_issue and certificates.lacking(actor).filter(pk=lot).exists(),
    }


@require_POST
@login_required
def void(request: Request, pk: int) -> HttpResponse:
    found = queries.slip(request.actor, pk)

    def act() -> str:
        reason = request.POST.get("reason", "")[:200]
        flow.void_slip(actor=request.actor, slip_id=pk, reason=reason, now=request.now)
        return reverse("receiving:slip", args=[found.pk])

    response = once(request, act)
    messages.success(request, gettext("这张单作废了，果已经从账上冲回。"))
    return response
