"""A recall of more than half a county's year is refused with a sentence, at once, and nothing of it is stopped."""

import pytest
from django.db import connection, transaction

from lilian.stock.models import Lot, Standing
from lilian.trace import actions, queries
from lilian.trace.actions.refusals import CutOff
from lilian.trace.models import Recall
from lilian.trace.queries.extents import MOST_RECALLED
from lilian.trace.values import Exposure, RecallDraft, Seeds, Start, StartKind
from tests.parcels.despatch import SENT, Despatch

# That many more lots come out of one, by an entry that is never written; the engine makes them itself in a second.
ENTRY = 999_999
NUMBERS = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})"
LOTS = """
{numbers} INSERT INTO stock_lot (id, code, variety_id, grade, maker_id, made_on, harvest_date, note, born_id)
SELECT 1000000 + number.n, 'T' || number.n, lot.variety_id, lot.grade, lot.maker_id, lot.made_on, lot.harvest_date, '',
    {entry} FROM number CROSS JOIN stock_lot AS lot WHERE lot.id = {root}
"""
DESCENTS = """
{numbers} INSERT INTO stock_descent (entry_id, parent_id, child_id, weight_g)
SELECT {entry}, lot.id, 1000000 + number.n, 1 FROM number CROSS JOIN stock_lot AS lot WHERE lot.id = {root}
"""


def with_children(lot: Lot, count: int) -> None:
    with connection.cursor() as cursor:
        for statement in (LOTS, DESCENTS):
            cursor.execute(statement.format(numbers=NUMBERS.format(count=count), root=lot.pk, entry=ENTRY))


@pytest.mark.slow
def test_one_lot_more_than_an_answer_holds_is_refused(despatch: Despatch) -> None:
    root = Lot.objects.earliest("pk")
    already = len(queries.extent(Seeds((Exposure(root.pk),))).lots.lot_ids)
    draft = RecallDraft(Start(StartKind.LOT, root.code), "农残超标")
    with transaction.atomic():
        with_children(root, MOST_RECALLED + 1 - already)
        with pytest.raises(CutOff):
            actions.open_recall(actor=despatch.boxing.goods.actor(), draft=draft, client_key="r", now=SENT)
        assert not Recall.objects.exists()
        assert not Standing.objects.exists()
        transaction.set_rollback(True)
