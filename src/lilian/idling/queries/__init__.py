"""Reads of the low season; every one takes the actor."""

from lilian.idling.queries.energy import by_class, energy_cards, latest_fits, outside_of, wall_of
from lilian.idling.queries.meters import meter_card, meter_cards, meter_rows, periods_of, readings
from lilian.idling.queries.plans import (
    Documents,
    NothingInForce,
    decisions,
    documents,
    in_force,
    months_of,
    plan,
    plans,
)
from lilian.idling.queries.saving import measured
from lilian.idling.queries.tasks import task, tasks
from lilian.idling.queries.withdrawals import planned, withdrawals

__all__ = [
    "Documents",
    "NothingInForce",
    "by_class",
    "decisions",
    "documents",
    "energy_cards",
    "in_force",
    "latest_fits",
    "measured",
    "meter_card",
    "meter_cards",
    "meter_rows",
    "months_of",
    "outside_of",
    "periods_of",
    "plan",
    "planned",
    "plans",
    "readings",
    "task",
    "tasks",
    "wall_of",
    "withdrawals",
]
