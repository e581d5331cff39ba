"""One packing: a box is weighed and its give-away stands there at once; labels; a wrong box is voided."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.catalog.queries import grade_names
from lilian.flows import packing as flows
from lilian.kernel.refusal import NotFound
from lilian.packing import actions, queries
from lilian.packing.papers import SIZES, Label, digital_link, labels_pdf
from lilian.packing.values import SHIFT_NAMES, BoxCard, PackingCard, Source
from lilian.web.packing.forms import WeighForm
from lilian.web.packing.words import grams, net_words, per_cent, signed
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request

LAST_SHOWN = 12
LABELS_AT_ONCE = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def packing(request: Request, pk: int) -> HttpResponse:
    card = queries.packing(request.actor, pk, permission="packing.see" if request.method != "POST" else "packing.pack")
    form = WeighForm(request.POST if request.method == "POST" else None, figures=card.spec.figures)

    def act() -> str:
        flows.pack_boxes(
            actor=request.actor,
            packing_id=pk,
            boxes=[form.weighed()],
            source=Source.FORM,
            client_key=key_of(request),
            now=request.now,
        )
        return reverse("packing:packing", args=[pk])

    last = queries.box_cards(queries.boxes(request.actor, packing_id=pk)[:LAST_SHOWN])
    context = {
        "card": card,
        "last": last,
        "newest": next((box for box in last if box.void is None), None),
        "signed": signed(card.tally.give_away_g),
        "a_box": grams(card.tally.give_away_a_box_mg),
        "share": per_cent(card.tally.give_away_ppm),
        "shift": gettext(SHIFT_NAMES[card.shift]),
        "grade": grade_names().get(card.spec.grade, card.spec.grade),
        "may_pack": request.actor.may("packing.pack", organisation_id=card.organisation_id),
        "sizes": list(SIZES),
        "link_start": digital_link("", card.spec.gtin, card.code, "").removeprefix("HTTPS://"),
    }
    return FormPage("packing/packing.html", form, act, gettext("记下了。"), context).answer(request)


@require_POST
@login_required
def void(request: Request, pk: int) -> HttpResponse:
    request.actor.must("packing.pack")
    found = queries.boxes(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()

    def act() -> str:
        reason = request.POST.get("reason", "")
        actions.void_box(actor=request.actor, box_id=pk, reason=reason, now=request.now)
        return reverse("packing:packing", args=[found.packing_id])

    response = once(request, act)
    messages.success(request, gettext("这一箱作废了。"))
    return response


@require_safe
@login_required
def labels(request: Request, pk: int, size: str) -> HttpResponse:
    """Labels of a packing's boxes as PDF: all that count, or from box number `from` on; a thousand at once."""
    card = queries.packing(request.actor, pk)
    found = queries.boxes(request.actor, packing_id=pk).filter(void__isnull=True).order_by("number")
    start = request.GET.get("from", "")
    if start.isdecimal():
        found = found.filter(number__gte=int(start[:9]))
    boxes = queries.box_cards(found[:LABELS_AT_ONCE])
    if not boxes or size not in SIZES:
        raise NotFound()
    response = HttpResponse(labels_pdf(faces(card, boxes, request.get_host()), size), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{card.code}-{size}.pdf"'
    return response


def faces(card: PackingCard, boxes: Sequence[BoxCard], host: str) -> list[Label]:
    """What stands on each box."""
    spec, grade = card.spec, grade_names().get(card.spec.grade, card.spec.grade)
    return [
        Label(
            name=spec.name,
            variety=spec.variety,
            grade=grade,
            net=net_words(spec.figures.label_g),
            pieces=gettext("%(count)s 个") % {"count": box.pieces},
            packer=card.organisation,
            packed_on=timezone.localdate(box.packed_at),
            batch=card.code,
            origin=settings.ORIGIN_PLACE,
            gtin=spec.gtin,
            code=box.code,
            link=digital_link(settings.LINK_HOST or host, spec.gtin, card.code, box.code),
        )
        for box in boxes
    ]
