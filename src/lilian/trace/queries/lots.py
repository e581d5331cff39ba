"""Which lots a lot came out of, and which came out of it: one recursive question over two covering indexes."""

from collections.abc import Collection
from datetime import date

from lilian.trace.queries.sql import STANDS, day, keys, rows, suspects
from lilian.trace.values import Exposure, Reached, Step

MOST_LOTS = 20_000  # more than a county makes in a season; an answer beyond it says that it is cut off
# UNION, so that what is reached twice is walked once; once in part and once whole are two. A step that does not count
# leads to null and no further: were it a condition, SQLite would read the whole index first to see which steps count.
FORWARD = f"""
WITH RECURSIVE reached(lot_id, since) AS (
    {{suspects}}
    UNION
    SELECT CASE WHEN {STANDS.format(entry="step.entry_id")} AND (reached.since IS NULL
        OR (SELECT entry.day FROM stock_entry AS entry WHERE entry.id = step.entry_id) >= reached.since)
        THEN step.child_id END, CAST(NULL AS date)
    FROM reached JOIN stock_descent AS step ON step.parent_id = reached.lot_id
) SELECT lot_id, since FROM reached WHERE lot_id IS NOT NULL LIMIT %s
"""
BACK = f"""
WITH RECURSIVE reached(lot_id) AS (
    {{keys}}
    UNION
    SELECT CASE WHEN {STANDS.format(entry="step.entry_id")} THEN step.parent_id END
    FROM reached JOIN stock_descent AS step ON step.child_id = reached.lot_id
) SELECT lot_id FROM reached WHERE lot_id IS NOT NULL LIMIT %s
"""
STEPS = """
SELECT step.parent_id, step.child_id, step.entry_id, step.weight_g,
    (SELECT entry.day FROM stock_entry AS entry WHERE entry.id = step.entry_id)
FROM stock_descent AS step WHERE step.{side} IN ({{keys}}) AND {stands}
"""
DOWN = STEPS.format(side="parent_id", stands=STANDS.format(entry="step.entry_id"))
UP = STEPS.format(side="child_id", stands=STANDS.format(entry="step.entry_id"))


def descendants(exposed: Collection[Exposure], *, most: int = MOST_LOTS) -> Reached:
    """The lots themselves and all that came out of them since they were suspected, in the order they were made."""
    found = rows(FORWARD, suspects((one.lot_id, one.since) for one in exposed), most + 1)
    since = {lot_id: day(at) for lot_id, at in found if at is not None}
    for lot_id in {lot_id for lot_id, at in found if at is None} & since.keys():
        del since[lot_id]  # reached whole, too
    return _reached({lot_id for lot_id, _ in found}, DOWN, most, since)


def ancestors(lot_ids: Collection[int], *, most: int = MOST_LOTS) -> Reached:
    """The lots themselves and all they came out of, in the order they were made."""
    return _reached({lot_id for (lot_id,) in rows(BACK, keys(lot_ids), most + 1)}, UP, most, {})


def _reached(lot_ids: set[int], between: str, most: int, since: dict[int, date]) -> Reached:
    """A lot is made of lots made before it, so that their keys are their order."""
    kept = tuple(sorted(lot_ids)[:most])
    inside = set(kept)
    steps = [
        Step(parent_id, child_id, entry_id, weight_g)
        for parent_id, child_id, entry_id, weight_g, on in rows(between, keys(kept))
        if parent_id in inside and child_id in inside and (parent_id not in since or day(on) >= since[parent_id])
    ]
    ordered = sorted(steps, key=lambda step: (step.parent_id, step.child_id))
    return Reached(kept, tuple(ordered), cut_off=len(lot_ids) > most)
