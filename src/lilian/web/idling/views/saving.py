"""What the plan in force saved, from meters, with the error of it."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.drawing import Bar, bar_chart
from lilian.idling import queries
from lilian.idling.values import Measured
from lilian.storage.values import PlanStatus
from lilian.web.idling.words import kwh, saved_wh, title_of
from lilian.web.shell.drawings import drawn
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request

SAVING = (
    Column("room", _("库房"), lambda m: f"{m.store} {m.room}", sort="store", card="lead"),
    Column("state", _("开停"), lambda m: gettext("停过") if m.was_shut else gettext("一直开着")),
    Column("days", _("从哪天到哪天"), lambda m: f"{m.first:%m-%d} – {m.last:%m-%d}", card="hide"),
    Column("expected", _("照旧要用（度）"), lambda m: kwh(m.expected_wh), sort="expected_wh", number=True),
    Column("error", _("误差（±度）"), lambda m: kwh(m.error_wh), sort="error_wh", number=True),
    Column("metered", _("电表走了（度）"), lambda m: kwh(m.metered_wh), sort="metered_wh", number=True),
    Column("saved", _("省下（度）"), lambda m: kwh(m.saved_wh), sort="saved_wh", number=True, card="right"),
)


@require_safe
@login_required
def saving(request: Request) -> HttpResponse:
    """By room; nothing yet where no plan is in force, or no meter was read since."""
    plan = queries.plans(request.actor).filter(status=PlanStatus.ADOPTED).first()
    found = queries.measured(request.actor, plan) if plan else []
    expected, metered = sum(one.expected_wh for one in found), sum(one.metered_wh for one in found)
    error = round(sum(one.error_wh**2 for one in found) ** 0.5)  # each room has its own meter and its own model
    context = {
        "plan": plan,
        "title": title_of(plan) if plan else "",
        "listing": Listing(request, SAVING, found, default_sort="-saved", row_key=lambda one: f"room:{one.room_id}"),
        "saved_kwh": kwh(expected - metered),
        "error_kwh": kwh(error),
        "expected_kwh": kwh(expected),
        "metered_kwh": kwh(metered),
        "sure": expected - metered > 2 * error,
        "promised_kwh": kwh(saved_wh(plan)) if plan else "",
        "chart": chart(found),
    }
    return render(request, "idling/saving.html", context)


def chart(found: Sequence[Measured]) -> SafeString:
    """What it would have been, and what it was: of the rooms that stood, of those that ran, of all."""
    if not found:
        return SafeString("")
    shut = [one for one in found if one.was_shut]
    groups = [(gettext("停过的"), shut), (gettext("一直开着的"), [one for one in found if not one.was_shut])]
    bars = []
    for name, each in groups:
        if each:
            expected, metered = sum(one.expected_wh for one in each), sum(one.metered_wh for one in each)
            label = gettext("{name} 照旧").format(name=name)
            bars.append(Bar(label, max(0, expected), gettext("{kwh} 度").format(kwh=kwh(expected))))
            label = gettext("{name} 电表").format(name=name)
            bars.append(Bar(label, max(0, metered), gettext("{kwh} 度").format(kwh=kwh(metered)), strong=True))
    svg = bar_chart(bars, words=gettext("照旧要用的电和电表走的电"))
    return drawn(svg)
