"""Small charts: a sparkline, a line over time, bars to compare. Each carries its figures in words."""

from lilian.drawing.charts.bars import Bar, bar_chart
from lilian.drawing.charts.lines import Series, line_chart
from lilian.drawing.charts.sparkline import sparkline

__all__ = ["Bar", "Series", "bar_chart", "line_chart", "sparkline"]
