"""Maps and small charts as SVG: complete without scripts, light on weak phones, readable on paper."""

from lilian.drawing.assets import FOLDER, script, stylesheet
from lilian.drawing.charts import Bar, Series, bar_chart, line_chart, sparkline
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
    "Markup",
    "Part",
    "Place",
    "Scene",
    "Series",
    "bar_chart",
    "draw_map",
    "joined",
    "legend",
    "line_chart",
    "script",
    "sparkline",
    "stylesheet",
    "tag",
]
