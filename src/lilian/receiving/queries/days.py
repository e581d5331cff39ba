"""Sums of slips: a list's, and a day's by point. A slip taken back counts for nothing."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from lilian.base.actors import Actor
from lilian.receiving.models import Slip
from lilian.receiving.queries.slips import slips
from lilian.receiving.values import PointDay, Totals

STANDS = Q(void__isnull=True)
SUMS = {
    "slips": Count("pk", filter=STANDS),
    "net_g": Sum("net_g", filter=STANDS, default=0),
    "amount_fen": Sum("amount_fen", filter=STANDS, default=0),
    "unpriced": Count("pk", filter=STANDS & Q(fen_per_kg__isnull=True)),
    "voided": Count("pk", filter=~STANDS),
}


def totals(found: QuerySet[Slip]) -> Totals:
    return Totals(**found.order_by().aggregate(**SUMS))


def by_point(actor: Actor, day: date) -> list[PointDay]:
    """What came in that day at each point that wrote a slip, most first."""
    of_day = slips(actor, first_day=day, last_day=day).order_by()
    rows: Any = of_day.values("location_id", "location__name", "location__organisation__name").annotate(
        **SUMS, last_at=Max("weighed_at")
    )
    found = [
        PointDay(
            location_id=row["location_id"],
            name=row["location__name"],
            organisation=row["location__organisation__name"],
            totals=Totals(**{name: row[name] for name in SUMS}),
            last_at=row["last_at"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: -each.totals.net_g)
