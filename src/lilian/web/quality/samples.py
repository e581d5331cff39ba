"""Samples: the last ones, a new one, its sheet for printing, and a lot from its first sample to its last."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.quality import actions, queries
from lilian.quality.values import SampleCard, ScaleState
from lilian.stock import queries as stock
from lilian.web.quality.forms import SampleForm
from lilian.web.quality.keys import key_of
from lilian.web.quality.words import chart, defects, grades, newtons, occasion, percent_of
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request

LATELY, MOST_LOTS, MOST_OF_LOT = 60, 6, 60
COLUMNS = (
    Column(
        "lot",
        _("批次"),
        lambda c: c.lot,
        card="lead",
        link=lambda c: reverse("quality:lot", args=[c.lot_id]),
        sub=lambda c: f"{c.variety} · {occasion(c)}",
    ),
    Column(
        "at",
        _("取样"),
        lambda c: timezone.localtime(c.taken_at).strftime("%Y-%m-%d %H:%M"),
        link=lambda c: reverse("quality:sample", args=[c.sample_id]),
        sub=lambda c: f"{c.code} · {c.taken_by}",
    ),
    Column("size", _("果数"), lambda c: c.size, number=True),
    Column("firmness", _("硬度（牛）"), lambda c: newtons(c.firmness_mn), number=True, card="right"),
    Column("solids", _("糖度（%）"), lambda c: percent_of(c.solids_permille), number=True),
    Column("defects", _("缺陷"), defects),
)

OF_ONE_LOT = (replace(COLUMNS[1], card="lead"), *COLUMNS[2:])


def key(card: SampleCard) -> str:
    return str(card.sample_id)


@require_safe
@login_required
def room(request: Request) -> HttpResponse:
    """Scales that are not to be trusted today, the last samples, lots to sample."""
    actor = request.actor
    cards = queries.sample_cards(queries.samples(actor)[:LATELY])
    context = {
        "due": [card for card in queries.scales(actor, now=request.now) if card.state is not ScaleState.GOOD],
        "listing": Listing(request, COLUMNS, cards, row_key=key),
        "lots": stock.lots(actor).order_by("-pk")[:MOST_LOTS] if actor.may("quality.check") else [],
    }
    return render(request, "quality/room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_sample(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    actor.must("quality.check")
    found = stock.lots(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    form = SampleForm(request.POST if request.method == "POST" else None, initial={"size": 10})
    owner = taker(actor, found.maker_id)

    def act() -> str:
        made = actions.take_sample(
            actor=actor,
            draft=form.draft(owner, pk),
            client_key=key_of(request),
            now=request.now,
        )
        return reverse("quality:sample", args=[made])

    context = {"lot": found, "back": reverse("quality:lot", args=[pk])}
    return FormPage("quality/new_sample.html", form, act, gettext("样品记下了。"), context).answer(request)


def taker(actor: Actor, maker_id: int) -> int:
    """Whose sample it is: the lot's maker's, if the actor samples there, else of the actor's own post."""
    reach = actor.reach("quality.check")
    homes = (duty.organisation_id for duty in actor.duties if duty.organisation_id in reach)
    return maker_id if maker_id in reach else next(homes, maker_id)


@require_safe
@login_required
def sheet(request: Request, pk: int) -> HttpResponse:
    """The quality sheet of one sample, to be printed on A4."""
    card = queries.sample(request.actor, pk)
    rows = [
        (number, fruit.weight_g or "—", newtons(fruit.firmness_mn), percent_of(fruit.solids_permille))
        for number, fruit in enumerate(card.fruit, 1)
    ]
    context = {
        "card": card,
        "rows": rows,
        "occasion": occasion(card),
        "firmness": newtons(card.firmness_mn),
        "solids": percent_of(card.solids_permille),
        "defects": defects(card),
        "grades": grades(queries.regraded(card)),
        "may_trace": request.actor.may("trace.see"),
    }
    return render(request, "quality/sheet.html", context)


@require_safe
@login_required
def lot(request: Request, pk: int) -> HttpResponse:
    """Every sample of a lot, the first beside the last, and what changes in store."""
    found = stock.lot(request.actor, pk)
    cards = queries.sample_cards(queries.samples_of(request.actor, pk)[:MOST_OF_LOT])
    context = {
        "lot": found,
        "first": told(cards[-1]) if len(cards) > 1 else None,
        "last": told(cards[0]) if cards else None,
        "firmness": chart(cards, "firmness"),
        "solids": chart(cards, "solids"),
        "listing": Listing(request, OF_ONE_LOT, cards, row_key=key),
        "may_check": request.actor.may("quality.check"),
    }
    return render(request, "quality/lot.html", context)


def told(card: SampleCard) -> dict[str, object]:
    return {
        "card": card,
        "firmness": newtons(card.firmness_mn),
        "solids": percent_of(card.solids_permille),
        "defects": defects(card),
        "grades": grades(queries.regraded(card)),
    }
