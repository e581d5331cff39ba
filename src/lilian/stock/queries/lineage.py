"""Out of which lots a lot came. What was reversed never happened."""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection

from lilian.stock.models import Descent

# A lot is made of lots made before it, so that there is no circle.
ABOVE = """
WITH RECURSIVE above(lot_id, parent_id) AS (
    SELECT id, id FROM stock_lot WHERE id IN ({keys})
    UNION
    SELECT above.lot_id, step.parent_id FROM above JOIN stock_descent AS step ON step.child_id = above.parent_id
    WHERE NOT EXISTS (SELECT 1 FROM stock_entry AS taken_back WHERE taken_back.reverses_id = step.entry_id)
)
SELECT lot_id, parent_id FROM above WHERE parent_id <> lot_id
"""
BELOW = """
WITH RECURSIVE below(lot_id, child_id) AS (
    SELECT id, id FROM stock_lot WHERE id IN ({keys})
    UNION
    SELECT below.lot_id, step.child_id FROM below JOIN stock_descent AS step ON step.parent_id = below.child_id
    WHERE NOT EXISTS (SELECT 1 FROM stock_entry AS taken_back WHERE taken_back.reverses_id = step.entry_id)
)
SELECT lot_id, child_id FROM below WHERE child_id <> lot_id
"""


def ancestors(lot_ids: Collection[int]) -> dict[int, set[int]]:
    """Of each of these lots all it came out of, over however many conversions; who came out of nothing is missing."""
    return _walked(ABOVE, lot_ids)


def descendants(lot_ids: Collection[int]) -> dict[int, set[int]]:
    """Of each of these lots all that came out of it, over however many conversions; others are missing."""
    return _walked(BELOW, lot_ids)


def _walked(question: str, lot_ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if lot_ids:
        with connection.cursor() as cursor:
            cursor.execute(question.format(keys=", ".join(["%s"] * len(lot_ids))), [*lot_ids])
            for lot_id, other_id in cursor.fetchall():
                found[lot_id].add(other_id)
    return dict(found)


def parents(lot_ids: Collection[int]) -> set[int]:
    """The lots these came out of in one step."""
    rows = Descent.objects.filter(child__in=lot_ids, entry__reversed_by__isnull=True)
    return set(rows.values_list("parent_id", flat=True))


def made_of_others(lot_ids: Collection[int]) -> set[int]:
    """Of these lots those that came out of other lots."""
    return set(Descent.objects.filter(child__in=lot_ids).values_list("child_id", flat=True))
