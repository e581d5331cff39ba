"""Every table that can be taken in, found in the modules' `tables.py`."""

from functools import cache
from importlib import import_module

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.web.shell.front import packages
from lilian.web.shell.tables.flow import TableFlow


@cache
def flows() -> dict[str, TableFlow]:
    """By the table's name."""
    return {flow.name: flow for module in packages("tables") for flow in import_module(module).TABLES}


def flow_named(name: str) -> TableFlow:
    """:raises NotFound: if no module has such a table"""
    if name not in flows():
        raise NotFound()
    return flows()[name]


def flow_kept_as(name: str) -> TableFlow | None:
    return next((flow for flow in flows().values() if flow.kept_as == name), None)


def changeable(actor: Actor) -> list[TableFlow]:
    return [flow for flow in flows().values() if actor.may(flow.change)]


def seen_whole(actor: Actor) -> list[str]:
    """Tables whose every import the actor may look at: those they may change everywhere."""
    return [flow.kept_as for flow in flows().values() if actor.reach(flow.change).everywhere]
