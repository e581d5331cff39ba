"""Small charts."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from lilian.drawing import Bar, Layer, Series, Stack, bar_chart, histogram, line_chart, share_bars, sparkline
from lilian.drawing.charts.lines import spread
from lilian.drawing.charts.ticks import plain_number, ticks

SEPTEMBER = [(date(2024, 9, day), 40.0 + day) for day in range(1, 21)]


def test_ticks_are_round_and_cover_the_values() -> None:
    assert ticks(0, 87) == [0, 25, 50, 75, 100]


def test_a_single_value_still_has_an_axis() -> None:
    axis = ticks(0, 0)
    assert axis[0] <= 0 < axis[-1]


def test_numbers_carry_no_needless_decimals() -> None:
    assert [plain_number(value) for value in (100.0, 0.5, 1200.0)] == ["100", "0.5", "1,200"]


def test_bars_are_as_long_as_their_values() -> None:
    root = ET.fromstring(bar_chart([Bar("本方案", 50, "50 元"), Bar("现行做法", 100, "100 元")], words="一半"))
    ours, theirs = (float(rect.get("width", "")) for rect in root.iter("rect"))
    assert theirs == pytest.approx(2 * ours, abs=0.2)


def test_a_bar_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="none below zero"):
        bar_chart([Bar("亏", -1, "-1 元")], words="")


def test_a_chart_carries_its_words() -> None:
    for chart in (
        line_chart([Series("全县", SEPTEMBER)], unit="%", words="从 41 升到 60"),
        bar_chart([Bar("甲", 1, "1")], words="从 41 升到 60"),
        sparkline([1, 2], words="从 41 升到 60"),
    ):
        assert "<title>从 41 升到 60</title>" in chart


def test_a_line_ends_with_its_name_and_last_value() -> None:
    assert "全县 60" in line_chart([Series("全县", SEPTEMBER)], unit="%", words="")


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 3 series"):
        line_chart([Series(str(n), SEPTEMBER) for n in range(4)], unit="%", words="")


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="series with points"):
        line_chart([Series("空", [])], unit="%", words="")


def test_one_day_alone_is_a_point_not_an_error() -> None:
    assert "<circle" in line_chart([Series("全县", SEPTEMBER[:1])], unit="%", words="")


def test_line_names_that_would_touch_are_moved_apart() -> None:
    first, second = spread([100.0, 103.0])
    assert second - first >= 16


def test_a_flat_sparkline_runs_through_the_middle() -> None:
    line = ET.fromstring(sparkline([5, 5, 5], words="")).find("polyline")
    assert line is not None
    assert {point.split(",")[1] for point in line.get("points", "").split()} == {"14"}


def test_columns_are_stacked_to_the_gram() -> None:
    layers = [Layer("二级", [1, 3]), Layer("一级", [2, 0])]
    root = ET.fromstring(histogram([200, 210], layers, step=10, marks=[205, 400], words="两柱"))
    heights = [float(rect.get("height", "")) for rect in root.iter("rect") if rect.get("x")]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.3)
    assert heights[2] == pytest.approx(3 * heights[0], abs=0.3)


def test_a_border_outside_the_columns_is_not_drawn() -> None:
    drawn = histogram([200, 210], [Layer("二级", [1, 3])], step=10, marks=[205, 400], words="")
    assert (">205<" in drawn, ">400<" in drawn) == (True, False)


def test_bars_of_shares_are_equally_long() -> None:
    layers = [Layer("二级", [1, 30]), Layer("一级", [3, 10])]
    root = ET.fromstring(share_bars([Stack("梅", "4 公斤"), Stack("乔", "40 公斤")], layers, words="两户"))
    wide = [float(rect.get("width", "")) for rect in root.iter("rect") if rect.get("x")]
    assert wide[0] + wide[1] == pytest.approx(wide[2] + wide[3], abs=0.2)
    assert wide[1] == pytest.approx(3 * wide[0], abs=0.3)


@pytest.mark.parametrize("layers", [[], [Layer("二级", [1])]])
def test_a_stack_that_makes_no_sense_is_refused(layers: list[Layer]) -> None:
    with pytest.raises(ValueError, match="layers"):
        histogram([200, 210], layers, step=10, marks=[], words="")
