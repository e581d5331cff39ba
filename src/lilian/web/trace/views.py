"""One start, both directions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.stock.values import CONDITION_NAMES, Condition
from lilian.trace import queries
from lilian.trace.values import GAP_NAMES, MOST_BOXES_NAMED, Chain, Gap
from lilian.web.shell.requests import Request
from lilian.web.trace import foreign
from lilian.web.trace.forms import StartForm
from lilian.web.trace.picture import stages

MOST_SHOWN = 40


@require_safe
@login_required
def trace(request: Request) -> HttpResponse:
    """A form, and below it what was found."""
    request.actor.must("trace.see")
    form = StartForm(request.GET or None, initial={"kind": "box"})
    context: dict[str, Any] = {
        "form": form,
        "may_recall": request.actor.may("trace.recall"),
        "may_file": request.actor.may("trace.see_recalls"),
        "said": list(request.GET.items()),
    }
    if request.GET and form.is_valid():
        try:
            chain = queries.chain(request.actor, form.start(), now=request.now)
        except NotFound:
            context["missing"] = True
        else:
            context |= shown(chain)
    return render(request, "trace/trace.html", context | {"asked": request.GET.urlencode()})


def shown(chain: Chain) -> dict[str, Any]:
    where = chain.whereabouts
    return {
        "chain": chain,
        "stages": stages(chain),
        "figures": [
            (gettext("在库"), f"{where.in_store:,}", gettext("箱"), weight_text(where.in_store_g, "公斤")),
            (gettext("在路上"), f"{where.on_the_road:,}", gettext("箱"), weight_text(where.on_the_road_g, "公斤")),
            (gettext("已送到"), f"{where.delivered:,}", gettext("箱"), weight_text(where.delivered_g, "公斤")),
            (gettext("还没装箱"), f"{where.loose_g // 1000:,}", gettext("公斤"), ""),
        ],
        "gaps": [gap_words(gap) for gap in chain.gaps[:MOST_SHOWN]],
        "flagged": [one for one in chain.balances if one.flagged][:MOST_SHOWN],
        "stopped": [
            (lot, gettext(CONDITION_NAMES[Condition(lot.condition)])) for lot in chain.lots if lot.condition != "sound"
        ][:MOST_SHOWN],
        "inputs": chain.inputs[:MOST_SHOWN],
        "inspections": chain.inspections[:MOST_SHOWN],
        "foreign": foreign.rows(chain.foreign[:MOST_SHOWN]),
        "foreign_more": max(0, len(chain.foreign) - MOST_SHOWN),
        "foreign_by_lot": len(chain.forward.boxes) > MOST_BOXES_NAMED,
    }


def gap_words(gap: Gap) -> tuple[Gap, str]:
    return gap, gettext(GAP_NAMES[gap.kind])
