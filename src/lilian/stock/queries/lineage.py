"""Out of which lots a lot came, and into which it went. What was reversed never happened."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from lilian.stock.models import Descent

STEPS = """
WITH RECURSIVE steps(lot_id, depth) AS (
    SELECT CAST(%s AS bigint), 0
    UNION
    SELECT d.{found}, steps.depth + 1 FROM steps JOIN stock_descent AS d ON d.{known} = steps.lot_id
    WHERE steps.depth < %s
      AND NOT EXISTS (SELECT 1 FROM stock_entry AS taken_back WHERE taken_back.reverses_id = d.entry_id)
)
SELECT lot_id, min(depth) FROM steps WHERE depth > 0 GROUP BY lot_id ORDER BY min(depth), lot_id
"""
DEEPEST = 64  # a lot is made of lots made before it, so there is no circle; the limit is for a damaged database


@dataclass(frozen=True)
class Relative:
    """A lot, and how many conversions away it is at least."""

    lot_id: int
    steps: int


def ancestors(lot_id: int) -> list[Relative]:
    """All it came out of, nearest first."""
    return _walk(lot_id, found="parent_id", known="child_id")


def descendants(lot_id: int) -> list[Relative]:
    """All that came out of it, nearest first."""
    return _walk(lot_id, found="child_id", known="parent_id")


def parents(lot_ids: Collection[int]) -> set[int]:
    """The lots these came out of in one step."""
    rows = Descent.objects.filter(child__in=lot_ids, entry__reversed_by__isnull=True)
    return set(rows.values_list("parent_id", flat=True))


def made_of_others(lot_ids: Collection[int]) -> set[int]:
    """Of these lots those that came out of other lots."""
    return set(Descent.objects.filter(child__in=lot_ids).values_list("child_id", flat=True))


def _walk(lot_id: int, *, found: str, known: str) -> list[Relative]:
    with connection.cursor() as cursor:
        cursor.execute(STEPS.format(found=found, known=known), [lot_id, DEEPEST])
        return [Relative(*row) for row in cursor.fetchall()]
