"""What a plan in force saved, from meters: what each room drew, and what it would have drawn by today's practice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.idling.models import IdlingPlan
from lilian.idling.queries.energy import latest_fits
from lilian.idling.queries.meters import periods_of
from lilian.idling.queries.plans import documents
from lilian.idling.rules.energy import Read
from lilian.idling.values import Measured
from lilian.kernel.months import first_of
from lilian.planning.consolidation import Fit, Period, kept_g
from lilian.storage import queries as storage

GRAMS = 1_000_000


def measured(actor: Actor, plan: IdlingPlan) -> list[Measured]:
    """Of every room with readings since the plan was adopted, by room.

    A room that today's practice would have run is expected to draw what its energy model says for the tonnes that
    practice would have kept there; one that practice would have left off, nothing. The error is the model's forecast
    error over the periods; the model itself is fitted from periods in which the room ran. A room that others kept
    running saved nothing either way and is left out.
    """
    actor.must("idling.see_plan")
    if plan.adopted_at is None:
        return []
    papers = documents(plan)
    kept = kept_g(papers.problem, papers.practice)
    unknown = set(papers.notes.get("unknown", ()))
    rooms = [room for room in storage.rooms(actor) if f"{room.store.code}-{room.code}" not in unknown]
    fits = latest_fits(rooms)
    found = (_of_room(room, fits[room.pk], plan, kept, papers.practice.running) for room in rooms)
    return [one for one in found if one is not None]


def _of_room(
    room: Any, fit: Fit, plan: IdlingPlan, kept: tuple[Counter[str], ...], practice: dict[str, tuple[bool, ...]]
) -> Measured | None:
    code = f"{room.store.code}-{room.code}"
    adopted = plan.adopted_at
    assert adopted is not None
    spans = [
        (period, before, after)
        for ran in (True, False)
        for period, before, after in periods_of(room, ran=ran)
        if before.at >= adopted
    ]
    if not spans or code not in practice:
        return None
    expected = error = 0
    for period, before, after in spans:
        month = _month_index(plan, before, after)
        if month is None or not practice[code][month]:
            continue
        wh, error_wh = fit.forecast(replace(period, tonnes=kept[month][code] / GRAMS, loaded_t=0.0))
        expected, error = expected + wh, error + error_wh  # one model's error is the same each month: they add up
    return Measured(
        room_id=room.pk,
        room=room.code,
        store=room.store.name,
        first=min(_day(before) for _, before, _ in spans),
        last=max(_day(after) for _, _, after in spans),
        was_shut=_stood(spans),
        metered_wh=sum(period.wh for period, _, _ in spans),
        expected_wh=expected,
        error_wh=error,
    )


def _stood(spans: Iterable[tuple[Period, Read, Read]]) -> bool:
    return any(not after.ran for _, _, after in spans)


def _month_index(plan: IdlingPlan, before: Read, after: Read) -> int | None:
    """The plan's month in which the period's middle lies; None if it lies in none."""
    middle = timezone.localdate(before.at + (after.at - before.at) / 2)
    month = first_of(middle)
    index = (month.year - plan.first_month.year) * 12 + month.month - plan.first_month.month
    return index if 0 <= index < plan.months else None


def _day(reading: Read) -> date:
    return timezone.localdate(reading.at)
