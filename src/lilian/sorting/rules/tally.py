"""A file of a million fruit as a few hundred counts, and what is read from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lilian.catalog.values import Band
from lilian.sorting.rules.fruit import Fruit
from lilian.sorting.rules.grading import Graded

BIN_G = 10
NO_MACHINE = "-"  # the line gives no grade of its own; '' is its reject lane


@dataclass(frozen=True)
class Tally:
    """So many fruit of one lot mark, one grade of ours, one of the machine's, and one weight of `bin_g` up to 10 g."""

    mark: str
    grade: str
    machine: str
    bin_g: int
    fruit: int
    weight_dg: int


def counted(fruit: Fruit, graded: Graded, bands: Sequence[Band]) -> list[Tally]:
    """Every fruit is in one tally; weights add up to the 0.1 g."""
    if not len(fruit):
        return []
    machines, marks = fruit.machine_grades or (NO_MACHINE,), fruit.marks or ("",)
    mark = _codes(fruit.mark, len(fruit))
    machine = _codes(fruit.machine, len(fruit))
    bins = fruit.weight.astype(np.int64) // (10 * BIN_G)
    shape = (len(marks), len(bands), len(machines), int(bins.max()) + 1)
    key = np.ravel_multi_index((mark, graded.grade.astype(np.int64), machine, bins), shape)
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    weights = np.add.reduceat(fruit.weight[order].astype(np.int64), starts)
    counts = np.diff(starts, append=len(key))
    places = np.column_stack(np.unravel_index(key[order][starts], shape)).tolist()
    return [
        Tally(
            marks[of], bands[grade].grade, machines[own] if fruit.machine is not None else NO_MACHINE, at * BIN_G, n, w
        )
        for (of, grade, own, at), n, w in zip(places, counts.tolist(), weights.tolist(), strict=True)
    ]


def _codes(column: object, length: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.zeros(length, np.int64) if column is None else np.asarray(column, np.int64)


def by_grade(tallies: Iterable[Tally]) -> dict[str, tuple[int, int]]:
    """Fruit and 0.1 g of each grade."""
    found: dict[str, tuple[int, int]] = {}
    for one in tallies:
        fruit, weight = found.get(one.grade, (0, 0))
        found[one.grade] = (fruit + one.fruit, weight + one.weight_dg)
    return found


def by_mark(tallies: Iterable[Tally]) -> dict[str, dict[str, int]]:
    """0.1 g by lot mark and grade."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in tallies:
        found[one.mark][one.grade] += one.weight_dg
    return {mark: dict(grades) for mark, grades in found.items()}


def by_bin(tallies: Iterable[Tally]) -> dict[int, dict[str, int]]:
    """Fruit by weight bin and grade."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in tallies:
        found[one.bin_g][one.grade] += one.fruit
    return {bin_g: dict(found[bin_g]) for bin_g in sorted(found)}


def against_machine(tallies: Iterable[Tally]) -> dict[str, dict[str, int]]:
    """Fruit by the machine's grade, then ours; empty where the line gives none."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in tallies:
        if one.machine != NO_MACHINE:
            found[one.machine][one.grade] += one.fruit
    return {machine: dict(grades) for machine, grades in found.items()}


@dataclass(frozen=True)
class Verdict:
    """Of `fruit` that the machine put into `grade`, `below` are of a lower grade; `tolerance` in a thousand may be."""

    grade: str
    fruit: int
    below: int
    tolerance: int

    @property
    def keeps(self) -> bool:
        return self.below * 1_000 <= self.tolerance * self.fruit


def verdicts(tallies: Iterable[Tally], bands: Sequence[Band]) -> list[Verdict]:
    """Whether what lies in each of the machine's outlets may be called what the machine calls it, heaviest first."""
    place = {band.grade: number for number, band in enumerate(bands)}
    table = against_machine(tallies)
    return [
        Verdict(
            band.grade,
            sum(table[band.grade].values()),
            sum(fruit for grade, fruit in table[band.grade].items() if place[grade] < place[band.grade]),
            band.limits.tolerance,
        )
        for band in reversed(bands[1:])
        if band.grade in table
    ]
