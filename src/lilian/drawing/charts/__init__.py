"""Small charts: a sparkline, a line over time, bars to compare, stacks of parts. Each carries its figures in words."""

from lilian.drawing.charts.bars import Bar, bar_chart
from lilian.drawing.charts.lines import Series, line_chart
from lilian.drawing.charts.sparkline import sparkline
from lilian.drawing.charts.stacked import Layer, Stack, histogram, share_bars
from lilian.drawing.charts.steps import Steps, step_chart

__all__ = [
    "Bar",
    "Layer",
    "Series",
    "Stack",
    "Steps",
    "bar_chart",
    "histogram",
    "line_chart",
    "share_bars",
    "sparkline",
    "step_chart",
]
