"""The clerk's one screen at the scale. A phone that lost its connection sends the same form later, by its key."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.contracts import queries as contracts
from lilian.flows.receiving import receive_fruit
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import Refusal
from lilian.receiving import queries
from lilian.receiving.values import NoCertificate, PriceKind, Recorded
from lilian.web.receiving.forms import WeighForm
from lilian.web.receiving.words import kilos
from lilian.web.shell.form_page import UNPROCESSABLE, FormPage
from lilian.web.shell.once import key_of
from lilian.web.shell.refusals import status_of, told
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import wrong_words


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def weigh(request: Request, pk: int) -> HttpResponse:
    request.actor.must("receiving.record")
    point = queries.point(request.actor, pk, "receiving.record")
    sellers = queries.sellers(request.actor, pk)
    prices = queries.prices_at(pk, request.now)
    data = request.POST if request.method == "POST" else None
    form = WeighForm(data, location_id=pk, sellers=sellers, now=request.now, initial=usual(request, pk, bool(prices)))
    if data is not None and wants_json(request):
        return outbox_answer(request, form)

    def act() -> str:
        return reverse("receiving:slip", args=[recorded(request, form).slip_id])

    return FormPage(
        "receiving/weigh.html", form, act, gettext("已收下。"), around(request, point, sellers, prices)
    ).answer(request)


def usual(request: Request, pk: int, has_board: bool) -> dict[str, Any]:
    """What is likeliest of the next slip: as the last one."""
    last, today = queries.last_slip_of(pk), timezone.localdate(request.now)
    said = {
        "harvest_date": today,
        "price_kind": (PriceKind.POSTED if has_board else PriceKind.OPEN).value,
        "no_certificate": NoCertificate.NOT_ISSUED.value,
    }
    if last is None:
        return said
    return said | {
        "variety": last.variety_id,
        "grade": last.grade,
        "harvest_date": last.harvest_date if last.day == today else today,
    }


def around(request: Request, point: Any, sellers: Any, prices: Any) -> dict[str, Any]:
    today = timezone.localdate(request.now)
    in_force = contracts.numbers_on(today, organisation_id=point.organisation_id)
    numbers = {f"h{household_id}": own for household_id, own in in_force.items()}
    mine = queries.slips(request.actor, location_id=point.pk, first_day=today, last_day=today)
    return {
        "point": point,
        "totals": queries.totals(mine),
        "sellers": [
            {
                "key": c.key,
                "name": c.name,
                "code": c.code,
                "sought": c.sought,
                "blocks": c.blocks,
                "came": bool(c.last_at),
                "contracts": numbers.get(c.key, ()),
            }
            for c in sellers
        ],
        "contracts": [(number, c.name) for c in sellers for number in numbers.get(c.key, ())],
        "prices": {f"{variety}|{grade}": price.fen_per_kg for (variety, grade), price in prices.items()},
    }


def recorded(request: Request, form: WeighForm) -> Recorded:
    said = {"issuer": form.cleaned_data["issuer"], "client_key": key_of(request)}
    return receive_fruit(actor=request.actor, draft=form.draft(), now=request.now, **said)


def wants_json(request: Request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def outbox_answer(request: Request, form: WeighForm) -> HttpResponse:
    """Taken (201) or refused (with a sentence): what a phone keeps beside the slip it sent."""
    if not form.is_valid():
        wrong = [wrong_words(form[name]) for name in form.errors if name in form.fields]
        return JsonResponse({"sentence": " ".join(wrong), "remedy": "", "code": "form"}, status=UNPROCESSABLE)
    try:
        slip = recorded(request, form)
    except Refusal as refusal:
        words = told(refusal)
        said = {"sentence": words.sentence, "remedy": words.remedy, "code": refusal.code}
        return JsonResponse(said, status=status_of(refusal))
    amount = "" if slip.amount_fen is None else yuan_text(slip.amount_fen)
    url = reverse("receiving:slip", args=[slip.slip_id])
    return JsonResponse({"number": slip.number, "url": url, "kilos": kilos(slip.net_g), "yuan": amount}, status=201)
