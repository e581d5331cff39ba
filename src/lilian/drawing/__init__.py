"""Maps and small charts as SVG: complete without scripts, light on weak phones, readable on paper."""

from lilian.drawing.assets import FOLDER, script, stylesheet
from lilian.drawing.charts import (
    Bar,
    Layer,
    Series,
    Stack,
    Steps,
    bar_chart,
    histogram,
    line_chart,
    share_bars,
    sparkline,
    step_chart,
)
from lilian.drawing.legend import legend
from lilian.drawing.map import draw_map
from lilian.drawing.scene import Dot, Flow, FlowKind, Part, Place, Scene
from lilian.drawing.svg import Markup, joined, tag

__all__ = [
    "FOLDER",
    "Bar",
    "Dot",
    "Flow",
    "FlowKind",
    "Layer",
    "Markup",
    "Part",
    "Place",
    "Scene",
    "Series",
    "Stack",
    "Steps",
    "bar_chart",
    "draw_map",
    "histogram",
    "joined",
    "legend",
    "line_chart",
    "script",
    "share_bars",
    "sparkline",
    "step_chart",
    "stylesheet",
    "tag",
]
