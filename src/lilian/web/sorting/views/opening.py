"""A run is opened: which line, which lots, which tank."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.base.actors import Actor
from lilian.catalog.queries import grade_names
from lilian.sorting import actions
from lilian.stock import queries as stock
from lilian.stock.values import LocationKind, LotState
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.sorting.forms import OpenForm, Spot

MOST_SPOTS = 40
USABLE = frozenset({LotState.ON_HAND, LotState.HELD, LotState.RESERVED})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_page(request: Request) -> HttpResponse:
    """First the line, where there are several; then what goes in there."""
    actor = request.actor
    actor.must("sorting.run")
    lines = list(stock.locations(actor, permission="sorting.run", kinds=[LocationKind.LINE]))
    at = request.GET.get("at", "")
    chosen = [line for line in lines if str(line.pk) == at] or (lines if len(lines) == 1 else [])
    if not chosen:
        return render(request, "sorting/choose_line.html", {"lines": lines})
    line = chosen[0]
    form = OpenForm(request.POST or None, line_id=line.pk, spots=spots(actor, line), now=request.now)

    def act() -> str:
        key = actions.open_run(actor=actor, draft=form.draft(), client_key=key_of(request), now=request.now)
        return reverse("sorting:run", args=[key])

    context = {"line": line}
    return FormPage("sorting/open.html", form, act, gettext("开始了。机器跑完后上传逐果数据。"), context).answer(
        request
    )


def spots(actor: Actor, line: Any) -> list[Spot]:
    """Free fruit of the line's organisation: what lies at the line first, what is not graded yet before the rest."""
    places = stock.locations(actor, permission="sorting.run").filter(organisation_id=line.organisation_id)
    near, names = {place.pk for place in places}, grade_names()
    found = []
    for card in stock.cards(stock.lots_in(actor, near)):
        what = " ".join((card.variety, names.get(card.grade, card.grade), card.owner)).replace("  ", " ")
        for lies in card.lies:
            if card.state in USABLE and lies.location_id in near and lies.free_g > 0:
                spot = Spot(card.lot_id, lies.location_id, card.code, what, lies.location, lies.free_g)
                found.append((lies.location_id != line.pk, bool(card.grade), spot))
    return [spot for *_order, spot in sorted(found, key=lambda one: one[:2])][:MOST_SPOTS]
