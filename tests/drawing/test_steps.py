"""Prices that change in steps with the quantity."""

import pytest

from lilian.drawing import Steps, step_chart

STAIR = Steps("绿野", [(0, 168.0), (100, 158.0), (300, 149.0)])


def test_a_stair_falls_at_each_step_and_carries_its_name_and_words() -> None:
    svg = str(step_chart([STAIR], at=229, unit="元", words="单价随数量"))
    path = svg.split('chart-line-0"')[0].rsplit('d="', 1)[1]
    assert (path.count("H"), path.count("V")) == (3, 2)
    assert ">229<" in svg
    assert "<title>单价随数量</title>" in svg
    assert ">绿野<" in svg


def test_names_that_would_stand_on_each_other_are_moved_apart() -> None:
    same = [Steps("甲", [(0, 10.0)]), Steps("乙", [(0, 10.0)])]
    svg = str(step_chart(same, at=1, unit="元", words="x"))
    heights = {part.split('"')[0] for part in svg.split(' y="')[1:] if "chart-strong" in part.split(">")[0]}
    assert len(heights) == 2


@pytest.mark.parametrize("series", [[], [Steps("空", [])], [STAIR] * 4])
def test_what_cannot_be_told_apart_is_not_drawn(series: list[Steps]) -> None:
    with pytest.raises(ValueError, match="step chart"):
        step_chart(series, at=1, unit="元", words="x")
