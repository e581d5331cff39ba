"""A storage plan on paper and screen: workbook, map page, JSON, terminal table. Pure: no Django, no clock.

Each is loaded when first asked for, so that a door pays only for what it shows.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lilian.storage.papers.paper import LotNote, Paper, StoreNote, paper_of

if TYPE_CHECKING:
    from lilian.storage.papers.as_json import plan_json
    from lilian.storage.papers.figures import Costs, Saving, costs, saving
    from lilian.storage.papers.page import plan_legend, plan_map, plan_map_html, plan_scene
    from lilian.storage.papers.province import province_table
    from lilian.storage.papers.terminal import plan_table
    from lilian.storage.papers.workbook import plan_workbook

HOMES = {
    "Costs": "figures",
    "Saving": "figures",
    "costs": "figures",
    "plan_json": "as_json",
    "plan_legend": "page",
    "plan_map": "page",
    "plan_map_html": "page",
    "plan_scene": "page",
    "plan_table": "terminal",
    "plan_workbook": "workbook",
    "province_table": "province",
    "saving": "figures",
}
__all__ = [
    "Costs",
    "LotNote",
    "Paper",
    "Saving",
    "StoreNote",
    "costs",
    "paper_of",
    "plan_json",
    "plan_legend",
    "plan_map",
    "plan_map_html",
    "plan_scene",
    "plan_table",
    "plan_workbook",
    "province_table",
    "saving",
]


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
