"""Which lots a lot came out of, and which came out of it: one recursive question over two covering indexes."""

import json
from collections.abc import Collection

from lilian.trace.queries.sql import STANDS, keys, rows
from lilian.trace.values import Exposure, Reached, Step

MOST_LOTS = 20_000  # more than a county makes in a season; an answer beyond it says that it is cut off
# UNION, so that what is reached twice is walked once. Each row is a lot with one of its steps; one without has none.
FORWARD = f"""
WITH RECURSIVE reached(lot_id, since) AS (
    {{suspects}}
    UNION
    SELECT step.child_id, CAST(NULL AS date) FROM reached
    JOIN stock_descent AS step ON step.parent_id = reached.lot_id
    WHERE {STANDS.format(entry="step.entry_id")} AND (reached.since IS NULL OR EXISTS (
        SELECT 1 FROM stock_entry AS entry WHERE entry.id = step.entry_id AND entry.day >= reached.since))
), some AS (SELECT lot_id, since FROM reached LIMIT %s)
SELECT some.lot_id, step.child_id, step.entry_id, step.weight_g FROM some
LEFT JOIN stock_descent AS step ON step.parent_id = some.lot_id
    AND {STANDS.format(entry="step.entry_id")} AND (some.since IS NULL OR EXISTS (
        SELECT 1 FROM stock_entry AS entry WHERE entry.id = step.entry_id AND entry.day >= some.since))
"""
BACK = f"""
WITH RECURSIVE reached(lot_id) AS (
    {{keys}}
    UNION
    SELECT step.parent_id FROM reached JOIN stock_descent AS step ON step.child_id = reached.lot_id
    WHERE {STANDS.format(entry="step.entry_id")}
), some AS (SELECT lot_id FROM reached LIMIT %s)
SELECT some.lot_id, step.parent_id, step.entry_id, step.weight_g FROM some
LEFT JOIN stock_descent AS step ON step.child_id = some.lot_id AND {STANDS.format(entry="step.entry_id")}
"""


def descendants(suspects: Collection[Exposure], *, most: int = MOST_LOTS) -> Reached:
    """The lots themselves and all that came out of them since they were suspected, in the order they were made."""
    asked = [(one.lot_id, one.since and one.since.isoformat()) for one in suspects]
    found = rows(FORWARD, json.dumps(asked), most + 1)
    steps = {Step(lot_id, other, entry, weight) for lot_id, other, entry, weight in found if other is not None}
    return _reached({lot_id for lot_id, *_ in found}, steps, most)


def ancestors(lot_ids: Collection[int], *, most: int = MOST_LOTS) -> Reached:
    """The lots themselves and all they came out of, in the order they were made."""
    found = rows(BACK, keys(lot_ids), most + 1)
    steps = {Step(other, lot_id, entry, weight) for lot_id, other, entry, weight in found if other is not None}
    return _reached({lot_id for lot_id, *_ in found}, steps, most)


def _reached(lot_ids: set[int], steps: set[Step], most: int) -> Reached:
    """A lot is made of lots made before it, so that their keys are their order."""
    kept = tuple(sorted(lot_ids)[:most])
    inside = set(kept)
    shown = (step for step in steps if step.parent_id in inside and step.child_id in inside)
    ordered = sorted(shown, key=lambda step: (step.parent_id, step.child_id))
    return Reached(kept, tuple(ordered), cut_off=len(lot_ids) > most)
