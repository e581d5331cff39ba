"""What a module shows outside its own pages: navigation entries, things to do, figures.

A module's `front.py` holds one `FRONT = Front(...)`; it is found by itself. An icon is any name of the Tabler
outline set; the asset build packs those it finds named in templates and in Python.
"""

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import lilian.web
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop

NOT_MODULES = frozenset({"shell", "home"})


class Section(StrEnum):
    """Groups of the side navigation, in the order they stand; the value is the heading."""

    WORK = gettext_noop("日常工作")
    FRUIT = gettext_noop("收果和包装")
    STORES = gettext_noop("冷库")
    MONEY = gettext_noop("资金")
    ALLIANCE = gettext_noop("联盟")
    SYSTEM = gettext_noop("系统")


@dataclass(frozen=True)
class Entry:
    """One line of the navigation. `permission` none: everyone. `short` is the word under a phone's tab."""

    label: str
    url_name: str
    icon: str
    section: Section = Section.WORK
    permission: str | None = None
    short: str = ""
    order: int = 50
    roles: frozenset[str] = frozenset()

    def shown_to(self, actor: Actor) -> bool:
        if self.permission and not actor.may(self.permission):
            return False
        return not self.roles or bool(self.roles & actor.roles)


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, why now, one button. `tone` is "", "now" or "late"; the lowest `order` comes first."""

    title: str
    why: str
    action_label: str
    url: str
    icon: str = "checkbox"
    tone: str = ""
    order: int = 50


@dataclass(frozen=True)
class Figure:
    """One figure with the list behind it. `value` is text ready to show; `spark` is SVG markup or nothing."""

    label: str
    value: str
    url: str
    unit: str = ""
    note: str = ""
    tone: str = ""
    spark: str = ""
    order: int = 50


TodoSource = Callable[[Actor, datetime], Iterable[Todo]]
FigureSource = Callable[[Actor, datetime], Iterable[Figure]]


@dataclass(frozen=True)
class Front:
    entries: tuple[Entry, ...] = ()
    todos: tuple[TodoSource, ...] = ()
    figures: tuple[FigureSource, ...] = ()


@cache
def packages(file: str) -> tuple[str, ...]:
    """Dotted names of `<package>.<file>` for each module's pages that have such a file, in alphabetical order."""
    found = sorted(m.name for m in pkgutil.iter_modules(lilian.web.__path__) if m.ispkg and m.name not in NOT_MODULES)
    names = (f"lilian.web.{name}.{file}" for name in found)
    return tuple(name for name in names if find_spec(name))


@cache
def fronts() -> tuple[Front, ...]:
    return tuple(import_module(name).FRONT for name in ("lilian.web.shell.own_front", *packages("front")))


def entries_for(actor: Actor) -> list[Entry]:
    shown = [entry for front in fronts() for entry in front.entries if entry.shown_to(actor)]
    return sorted(shown, key=lambda entry: entry.order)


def todos_for(actor: Actor, now: datetime) -> list[Todo]:
    found = [todo for front in fronts() for source in front.todos for todo in source(actor, now)]
    return sorted(found, key=lambda todo: todo.order)


def figures_for(actor: Actor, now: datetime) -> list[Figure]:
    found = [figure for front in fronts() for source in front.figures for figure in source(actor, now)]
    return sorted(found, key=lambda figure: figure.order)
