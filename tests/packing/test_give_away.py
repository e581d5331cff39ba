"""What was given away, by line and shift."""

from datetime import timedelta

from lilian.packing import queries
from lilian.packing.values import Shift
from tests.packing.boxing import Boxing, opened, packed
from tests.stock.goods import TODAY


def test_a_line_s_shift_is_one_row_however_many_packings(boxing: Boxing) -> None:
    packed(boxing, opened(boxing), 2_510, 2_490, key="a")
    packed(boxing, opened(boxing, "again"), 2_520, key="b")
    packed(boxing, opened(boxing, "evening", shift=Shift.EVENING), 2_501, key="c")
    rows = queries.give_away(boxing.packer, since=TODAY, through=TODAY)
    told = [(row.location, row.shift, row.tally.boxes, row.tally.give_away_g, row.tally.short) for row in rows]
    assert told == [("line", Shift.DAY, 3, 20, 1), ("line", Shift.EVENING, 1, 1, 0)]
    assert [row.tally.give_away_fen for row in rows] == [24, 1]


def test_days_outside_are_left_out(boxing: Boxing) -> None:
    packed(boxing, opened(boxing), 2_510)
    yesterday = TODAY - timedelta(days=1)
    assert queries.give_away(boxing.packer, since=yesterday, through=yesterday) == []


def test_a_packing_without_boxes_has_no_row(boxing: Boxing) -> None:
    opened(boxing)
    assert queries.give_away(boxing.packer, since=TODAY, through=TODAY) == []
