"""Plan against actual: dashed what was planned, solid what came, the word late where something is."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lilian.drawing import draw_map, legend
from lilian.kernel.refusal import NotFound
from lilian.storage import queries
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import tonnes
from lilian.web.storage.plans.arriving import by_store, sums
from lilian.web.storage.plans.frame import frame
from lilian.web.storage.plans.meeting import meeting_scene, met_stores
from lilian.web.storage.plans.paper import paper_of
from lilian.web.storage.plans.past_plan import past_plan, with_past


def unplanned_meanwhile(request: Request, plan: Any) -> list[Any]:
    """What came past the plan: from its adoption to the end of its last day."""
    last = datetime.combine(plan.first_day + timedelta(days=plan.days), time.min)
    return queries.came_unplanned(request.actor, since=plan.adopted_at, until=timezone.make_aware(last))


@gzip_page
@require_safe
@login_required
def actual(request: Request, pk: int) -> HttpResponse:
    """The map, and per store what was planned and what came.

    :raises NotFound: if the plan was never adopted
    """
    plan = queries.plan(request.actor, pk)
    if plan.adopted_at is None:
        raise NotFound()
    paper, today = paper_of(plan), timezone.localdate(request.now)
    lines = list(queries.expected_arrivals(request.actor, plan_id=pk))
    total = sums(lines)
    stores = met_stores(by_store(lines, today))
    words = gettext("计划 {planned} 吨，已到 {came} 吨；各库的数字列在旁边。")
    description = words.format(planned=tonnes(total.planned_g), came=tonnes(total.came_g))
    extra = unplanned_meanwhile(request, plan)
    past = past_plan(extra)
    scene = with_past(meeting_scene(paper, lines, today), past)
    past_alone = {code: one for code, one in past.items() if code not in {store.code for store in stores}}
    entries = [
        ("planned", gettext("虚线：计划里的路")),
        ("actual", gettext("实线：已经到的")),
        ("late", gettext("晚了的批次")),
        *([("unplanned", gettext("菱形和点线：计划外到的"))] if past else []),
    ]
    context = {
        "map": SafeString(
            draw_map(
                scene, map_id="actual-map", title=gettext("计划与实到"), description=description, translate=gettext
            )
        ),
        "legend": SafeString(legend(entries)),
        "sums": total,
        "stores": stores,
        "late": sum(store.late for store in stores),
        "unplanned": extra,
        "past": past,
        "past_alone": past_alone,
        "unplanned_g": sum(entry.weight_g for entry in extra),
        "late_g": sum(store.late_g for store in stores),
    }
    return render(request, "storage/plans/actual.html", frame(request, plan, "plan_actual") | context)
