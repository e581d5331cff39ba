"""How one box stands, by its code: what its page asks every minute."""

from lilian.trace.queries.sql import rows
from lilian.trace.values import BoxStanding

STANDING = """
SELECT void.id, recall.id, (
    SELECT standing.condition FROM stock_standing AS standing WHERE standing.lot_id = closing.lot_id
    ORDER BY standing.id DESC LIMIT 1
), CASE WHEN closing.id IS NULL THEN (
    SELECT max(CASE WHEN standing.condition = 'recalled' THEN 1 ELSE 0 END) FROM packing_input AS inside
    JOIN stock_standing AS standing ON standing.lot_id = inside.lot_id WHERE inside.packing_id = box.packing_id
) END
FROM packing_box AS box
LEFT JOIN packing_boxvoid AS void ON void.box_id = box.id
LEFT JOIN packing_boxrecall AS recall ON recall.box_id = box.id
LEFT JOIN packing_closing AS closing ON closing.packing_id = box.packing_id
WHERE box.code = %s
"""


def box_standing(code: str) -> BoxStanding | None:
    """Genuine, held back, recalled or void, by one indexed question; None if no box has the code.

    It asks for no actor: the code itself, which nobody can guess, is the right to know.
    """
    found = rows(STANDING, code.strip().upper())
    if not found:
        return None
    void, recall, condition, going_in = found[0]
    if recall or condition == "recalled" or going_in:
        return BoxStanding.RECALLED
    if void:
        return BoxStanding.VOID
    return BoxStanding.GENUINE if condition in (None, "sound") else BoxStanding.HELD
