"""What must hold of lots and holds, worked out again."""

from collections.abc import Callable, Iterator

from django.db import connection

from lilian.stock.models import Hold, Lot

Progress = Callable[[int], None]

# Each finds the lots or spots of which something does not hold.
LOT_FAULTS = {
    "lot {0}: its shares are not its weight": """
        SELECT lot.id FROM stock_lot AS lot WHERE
            coalesce((SELECT sum(weight_g) FROM stock_share WHERE lot_id = lot.id), 0) <>
            coalesce((SELECT sum(weight_g) FROM stock_line
                      WHERE lot_id = lot.id AND entry_id = lot.born_id AND weight_g > 0), 0)""",
    "lot {0}: its descents are not its weight": """
        SELECT lot.id FROM stock_lot AS lot JOIN stock_entry AS entry ON entry.id = lot.born_id
        WHERE entry.kind = 'convert' AND
            coalesce((SELECT sum(weight_g) FROM stock_descent WHERE child_id = lot.id AND entry_id = lot.born_id), 0) <>
            coalesce((SELECT sum(weight_g) FROM stock_share WHERE lot_id = lot.id), 0)""",
    "lot {0}: it came out of a lot made after it": """
        SELECT child_id FROM stock_descent WHERE parent_id >= child_id""",
    "lot {0}: it is nobody's": """
        SELECT lot.id FROM stock_lot AS lot WHERE NOT EXISTS (SELECT 1 FROM stock_owning WHERE lot_id = lot.id)""",
}
HOLD_FAULT = """
SELECT balance.lot_id, balance.location_id FROM stock_balance AS balance LEFT JOIN (
    SELECT lot_id, location_id, sum(weight_g) AS held_g, sum(pieces) AS held_pieces FROM stock_hold
    WHERE NOT EXISTS (SELECT 1 FROM stock_holdend WHERE hold_id = stock_hold.id) GROUP BY lot_id, location_id
) AS held ON held.lot_id = balance.lot_id AND held.location_id = balance.location_id
WHERE balance.held_g <> coalesce(held.held_g, 0) OR balance.held_pieces <> coalesce(held.held_pieces, 0)
"""


def lot_faults(progress: Progress) -> Iterator[str]:
    """Shares and descents sum to what each lot weighed when it was made; no lot is older than its parents."""
    for says, statement in LOT_FAULTS.items():
        yield from (says.format(*row) for row in _rows(statement))
    progress(Lot.objects.count())


def hold_faults(progress: Progress) -> Iterator[str]:
    """What is held at a spot is the sum of its open holds."""
    for lot_id, location_id in _rows(HOLD_FAULT):
        yield f"lot {lot_id} at location {location_id}: what is held is not the sum of its holds"
    progress(Hold.objects.count())


def _rows(statement: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
