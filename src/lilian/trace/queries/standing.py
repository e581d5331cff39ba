"""How one box stands, by its code: the one place that says so, for its page, the parcel's clerk and the file."""

from lilian.stock.values import Condition
from lilian.trace import rules
from lilian.trace.queries.sql import STANDS, rows
from lilian.trace.rules import Behind
from lilian.trace.values import BoxStanding

# A row for each lot behind the box that somebody decided about, or one without a lot.
STANDING = f"""
WITH RECURSIVE this AS (
    SELECT box.packing_id, closing.id AS closing_id, closing.lot_id, void.id IS NOT NULL AS void,
        recall.id IS NOT NULL OR stop.id IS NOT NULL AS recalled
    FROM packing_box AS box LEFT JOIN packing_stop AS stop ON stop.packing_id = box.packing_id
    LEFT JOIN packing_boxvoid AS void ON void.box_id = box.id
    LEFT JOIN packing_boxrecall AS recall ON recall.box_id = box.id
    LEFT JOIN packing_closing AS closing ON closing.packing_id = box.packing_id
    WHERE box.code = %s
), behind(lot_id, own) AS (
    SELECT this.lot_id, 1 FROM this
    UNION
    SELECT inside.lot_id, 1 FROM this JOIN packing_input AS inside ON inside.packing_id = this.packing_id
    WHERE this.closing_id IS NULL
    UNION
    SELECT CASE WHEN {STANDS.format(entry="step.entry_id")} THEN step.parent_id END, 0
    FROM behind JOIN stock_descent AS step ON step.child_id = behind.lot_id
), decided AS (
    SELECT behind.own, (
        SELECT max(standing.id) FROM stock_standing AS standing WHERE standing.lot_id = behind.lot_id
    ) AS newest FROM behind
)
SELECT this.void, this.recalled, decided.own, standing.condition, (
    SELECT count(*) FROM trace_recalllot AS traced JOIN trace_recall AS recall ON recall.id = traced.recall_id
    WHERE traced.lot_id = standing.lot_id AND traced.stopped_now AND recall.at = standing.at
), this.closing_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM trace_recalllot AS whole WHERE whole.lot_id = standing.lot_id AND NOT whole.in_part
) FROM this LEFT JOIN decided ON decided.newest IS NOT NULL LEFT JOIN stock_standing AS standing
    ON standing.id = decided.newest
"""


def box_standing(code: str) -> BoxStanding | None:
    """Genuine, held back, recalled or void, by one indexed question; None if no box has the code.

    It asks for no actor: the code itself, which nobody can guess, is the right to know.
    """
    found = rows(STANDING, code.strip().upper())
    if not found:
        return None
    void, recalled = found[0][:2]
    behind = [
        Behind(Condition(condition), bool(own), bool(traced), bool(in_part))
        for _, _, own, condition, traced, in_part in found
        if condition
    ]
    return rules.box_standing(behind, void=bool(void), recalled=bool(recalled))
