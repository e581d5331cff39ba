"""One start, both directions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.drawing import Series, line_chart
from lilian.kernel.refusal import NotFound
from lilian.stock.values import CONDITION_NAMES, Condition
from lilian.trace import queries
from lilian.trace.values import GAP_NAMES, MOST_BOXES_NAMED, Chain, Gap, RoomAir
from lilian.web.shell.drawings import drawn
from lilian.web.shell.requests import Request
from lilian.web.trace import foreign
from lilian.web.trace.forms import StartForm
from lilian.web.trace.picture import stages
from lilian.web.trace.weights import kg

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
    where, inputs = chain.whereabouts, queries.batches_used(chain.inputs, chain.back.grown)
    return {
        "chain": chain,
        "stages": stages(chain),
        "figures": [
            (gettext("在库"), f"{where.in_store:,}", gettext("箱"), kg(where.in_store_g)),
            (gettext("在路上"), f"{where.on_the_road:,}", gettext("箱"), kg(where.on_the_road_g)),
            (gettext("已送到"), f"{where.delivered:,}", gettext("箱"), kg(where.delivered_g)),
            (gettext("还没装箱"), f"{where.loose_g // 1000:,}", gettext("公斤"), ""),
        ],
        "air": [warmth(one) for one in chain.air],
        "gaps": [gap_words(chain, gap) for gap in chain.gaps[:MOST_SHOWN]],
        "balances": sorted(chain.balances, key=lambda one: not one.flagged)[:MOST_SHOWN],
        "more_balances": max(0, len(chain.balances) - MOST_SHOWN),
        "flagged": sum(one.flagged for one in chain.balances),
        "stopped": [
            (lot, gettext(CONDITION_NAMES[Condition(lot.condition)])) for lot in chain.lots if lot.condition != "sound"
        ][:MOST_SHOWN],
        "inputs": inputs[:MOST_SHOWN],
        "more_inputs": max(0, len(inputs) - MOST_SHOWN),
        "inspections": chain.inspections[:MOST_SHOWN],
        "foreign": foreign.rows(chain.foreign[:MOST_SHOWN]),
        "foreign_more": max(0, len(chain.foreign) - MOST_SHOWN),
        "foreign_by_lot": len(chain.forward.boxes) > MOST_BOXES_NAMED,
    }


def warmth(air: RoomAir) -> dict[str, Any]:
    """A room's air as a curve of each day's warmest and coldest, and in words."""
    words = gettext("%(place)s：最低 %(low)s °C，最高 %(high)s °C，平均 %(mean)s °C") % {
        "place": air.place,
        "low": degrees(air.coldest_mc),
        "high": degrees(air.warmest_mc),
        "mean": degrees(air.mean_mc),
    }
    warmest = Series(gettext("最高"), [(on, high / 1000) for on, _, high in air.days])
    coldest = Series(gettext("最低"), [(on, low / 1000) for on, low, _ in air.days])
    curve = drawn(line_chart([warmest, coldest], unit="°C", words=words)) if len(air.days) > 1 else ""
    return {"air": air, "words": words, "curve": curve}


def degrees(mc: int) -> str:
    """`-312` -> `-0.3`."""
    return f"{mc / 1000:.1f}"


def gap_words(chain: Chain, gap: Gap) -> tuple[Gap, str, str]:
    """The gap, what it is, and the code of its lot, if it has one."""
    lot = next((one.code for one in chain.lots if one.lot_id == gap.lot_id), "")
    return gap, gettext(GAP_NAMES[gap.kind]), lot
