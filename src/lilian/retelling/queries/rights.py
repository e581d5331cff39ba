"""Who sees our own events: the organisations that take part in one, and who sees the exchange everywhere."""

from collections.abc import Collection
from typing import Any

PARTIES = "SELECT 1 FROM retelling_party AS party WHERE party.seq = {seq}"


def seen(organisation_ids: Collection[int]) -> tuple[str, list[Any]]:
    """Of any event, as `exchange.queries.rights` asks: that it is not our own, or one of these takes part in it."""
    ours = "EXISTS (SELECT 1 FROM retelling_retold AS retold WHERE retold.seq = {seq})"
    if not organisation_ids:
        return f"NOT {ours}", []
    marks = ", ".join(["%s"] * len(organisation_ids))
    return f"NOT {ours} OR EXISTS ({PARTIES} AND party.organisation_id IN ({marks}))", sorted(organisation_ids)
