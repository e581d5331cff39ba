"""A run's figures as its page shows them: grades, the machine's grades against ours, outlets, what fell short."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.catalog.values import Band
from lilian.drawing import Layer, histogram
from lilian.sorting.queries import RunFigures
from lilian.sorting.values import MEASURE_NAMES, SHORT_NAMES, Measure
from lilian.web.shell.drawings import drawn
from lilian.web.sorting.words import grade_words, share

BIN_G = 10


@dataclass(frozen=True)
class GradeLine:
    """`line_g` is what the line's scales say, `weight_g` what was posted."""

    name: str
    fruit: int
    share: str
    part: float
    line_g: int
    weighed_g: int | None
    weight_g: int | None
    lot: str


@dataclass(frozen=True)
class Cell:
    """`kind`: same, below, above, or empty."""

    fruit: int
    share: str
    kind: str


@dataclass(frozen=True)
class MachineLine:
    name: str
    fruit: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Machine:
    """Machine grades down, ours across, heavy to light; `same` is how many fruit both call alike."""

    heads: tuple[str, ...]
    lines: tuple[MachineLine, ...]
    same: str


@dataclass(frozen=True)
class Outlet:
    """What lies in one of the machine's outlets: how much of it is of a lower grade, and how much may be."""

    name: str
    fruit: int
    below: int
    share: str
    most: str
    keeps: bool


def grade_lines(found: RunFigures) -> list[GradeLine]:
    """Heaviest first; a grade of which there is nothing is left out."""
    whole_dg = sum(one.line_dg for one in found.grades)
    return [
        GradeLine(
            name=one.name,
            fruit=one.fruit,
            share=share(one.line_dg, whole_dg),
            part=one.line_dg / whole_dg if whole_dg else 0,
            line_g=(one.line_dg + 5) // 10,
            weighed_g=one.weighed_g,
            weight_g=one.weight_g,
            lot=one.lot,
        )
        for one in found.grades
        if one.fruit or one.weight_g
    ]


def machine(found: RunFigures) -> Machine | None:
    """None where the line gives no grades of its own."""
    if not found.machine:
        return None
    bands = list(reversed(found.standard.bands))
    place = {band.grade: n for n, band in enumerate(bands)}
    met = {grade for row in found.machine.values() for grade in row} | set(found.machine)
    across = [band for band in bands if band.grade in met]
    down = sorted(found.machine, key=lambda grade: place.get(grade, len(bands)))
    names = {band.grade: band.name for band in bands}
    lines = tuple(
        MachineLine(grade_words(grade, names), *_cells(grade, found.machine[grade], across, place)) for grade in down
    )
    same = sum(row.get(grade, 0) for grade, row in found.machine.items())
    judged = sum(sum(row.values()) for grade, row in found.machine.items() if grade)
    return Machine(tuple(band.name for band in across), lines, share(same, judged))


def _cells(own: str, row: dict[str, int], across: list[Band], place: dict[str, int]) -> tuple[int, tuple[Cell, ...]]:
    whole = sum(row.values())
    cells = (
        Cell(row.get(band.grade, 0), share(row.get(band.grade, 0), whole), _kind(own, band.grade, row, place))
        for band in across
    )
    return whole, tuple(cells)


def _kind(own: str, ours: str, row: dict[str, int], place: dict[str, int]) -> str:
    if own == ours:
        return "same"
    if not row.get(ours) or own not in place:
        return "none"
    return "below" if place[ours] > place[own] else "above"


def outlets(found: RunFigures) -> list[Outlet]:
    names = {band.grade: band.name for band in found.standard.bands}
    return [
        Outlet(
            names[one.grade], one.fruit, one.below, share(one.below, one.fruit), share(one.tolerance, 1000), one.keeps
        )
        for one in found.verdicts
    ]


def short_words(found: RunFigures) -> list[tuple[str, int]]:
    """What fruit of enough weight fell short of, most first."""
    said = ((gettext(SHORT_NAMES.get(what, what)), fruit) for what, fruit in found.short.items())
    return sorted(said, key=lambda pair: -pair[1])


def unseen_words(found: RunFigures) -> str:
    """Limits of the standard that the line does not measure."""
    return gettext("、").join(gettext(unseen_name(what)) for what in found.unseen)


def unseen_name(what: str) -> str:
    """A limit by the measure it is about; what kinds of defects are barred or how many is about defects."""
    about = {"barred": Measure.DEFECTS, "many": Measure.DEFECTS}.get(what) or Measure(what)
    return MEASURE_NAMES[about]


def weight_chart(found: RunFigures) -> SafeString:
    """Fruit by weight, each column by grade; the borders are the standard's. Nothing before there is a fruit."""
    if not found.bins:
        return SafeString("")
    starts = list(range(min(found.bins), max(found.bins) + BIN_G, BIN_G))
    layers = [
        Layer(band.name, [found.bins.get(at, {}).get(band.grade, 0) for at in starts]) for band in found.standard.bands
    ]
    most = max(found.bins, key=lambda at: sum(found.bins[at].values()))
    said = {"first": starts[0], "last": starts[-1] + BIN_G, "most": most, "next": most + BIN_G}
    words = gettext("单果重从 %(first)s 克到 %(last)s 克，%(most)s 到 %(next)s 克的最多") % said
    borders = [band.low_g for band in found.standard.bands]
    return drawn(histogram(starts, layers, step=BIN_G, marks=borders, words=words))
