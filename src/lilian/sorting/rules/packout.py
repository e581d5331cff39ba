"""What a run brings out, in whole grams, and how much of it was whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.parts import split
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Invalid

Grams = dict[str, int]


class WeighedMore(Invalid):
    code = "sorting.weighed_more"
    sentence = gettext_noop("称出来的 {weighed} 比投进去的 {taken} 还多。")
    remedy = gettext_noop("请核对各等级的称重，或补记漏记的投料。")


class MoveTooMuch(Invalid):
    code = "sorting.move_too_much"
    sentence = gettext_noop("“{grade}”只有 {there}，改不了 {wanted}。")


@dataclass(frozen=True)
class Move:
    """What a person decided: so much of one grade goes as another; None is all of it."""

    from_grade: str
    to_grade: str
    weight_g: int | None


def output_grams(line_dg: Mapping[str, int], weighed_g: Mapping[str, int], taken_g: int) -> Grams:
    """Grams of each grade that came out; what is missing to `taken_g` is lost.

    A grade that was weighed has its weighed grams. The others have what the line's own scales say; only if that
    is more than is left of what was taken are they cut down to it, all alike, to the gram.

    :raises WeighedMore: if the weighed grades alone are more than was taken
    """
    left_g = taken_g - sum(weighed_g.values())
    if left_g < 0:
        weighed, taken = (weight_text(one, "公斤") for one in (sum(weighed_g.values()), taken_g))
        raise WeighedMore(weighed=weighed, taken=taken)
    grades = [grade for grade in line_dg if grade not in weighed_g and line_dg[grade]]
    weights = [line_dg[grade] for grade in grades]
    whole_g = min(left_g, (sum(weights) + 5) // 10)
    by_line = dict(zip(grades, split(whole_g, weights), strict=True)) if grades else {}
    found = {**by_line, **weighed_g}
    return {grade: weight_g for grade, weight_g in found.items() if weight_g}


def moved(grams: Grams, moves: Sequence[Move]) -> Grams:
    """After what people decided, in the order they did.

    :raises MoveTooMuch: if there is not so much of the grade
    """
    found = dict(grams)
    for move in moves:
        weight_g = _moving(found, move)
        found[move.from_grade] -= weight_g
        found[move.to_grade] = found.get(move.to_grade, 0) + weight_g
    return {grade: weight_g for grade, weight_g in found.items() if weight_g}


def _moving(grams: Mapping[str, int], move: Move) -> int:
    there = grams.get(move.from_grade, 0)
    wanted = there if move.weight_g is None else move.weight_g
    if wanted > there or not wanted:
        said = {"there": weight_text(there, "公斤"), "wanted": weight_text(wanted, "公斤")}
        raise MoveTooMuch(grade=move.from_grade, **said)
    return wanted


@dataclass(frozen=True)
class InputShare:
    """One lot put in: what the file calls it, its grams, and how many of them came from whom (any key)."""

    mark: str
    taken_g: int
    origins: Mapping[Any, int]


@dataclass(frozen=True)
class Packout:
    """Grams by origin and grade, and what each brought in; `measured` says by which rule."""

    grams: dict[Any, Grams]
    brought_g: dict[Any, int]
    measured: bool


def is_measured(inputs: Sequence[InputShare], measured_dg: Mapping[str, Mapping[str, int]]) -> bool:
    """True if the file tells every fruit's lot, and tells no lot that was not put in, and each lot by its own mark."""
    marks = [one.mark for one in inputs]
    return "" not in marks and len(set(marks)) == len(marks) and set(measured_dg) == set(marks)


def by_lot_and_origin(
    inputs: Sequence[InputShare],
    grams: Grams,
    moves: Sequence[Move] = (),
    measured_dg: Mapping[str, Mapping[str, int]] | None = None,
) -> Packout:
    """Share what came out (`grams`, before `moves`) among those whose fruit went in; each grade adds up to the gram.

    By measurement where the file tells each fruit's lot: a grade is shared by what the line weighed of it from each
    lot. Otherwise in proportion to the grams each lot brought in. Inside a lot always in proportion to the grams.
    What somebody's fruit lost is what it brought in less what came out; by measurement that can be below zero for one
    lot, if its weighing in was light, and the losses of all still add up to the run's.
    """
    is_by_line = measured_dg is not None and is_measured(inputs, measured_dg)
    weights = {
        grade: [(measured_dg or {})[one.mark].get(grade, 0) if is_by_line else one.taken_g for one in inputs]
        for grade in grams
    }
    table = [dict[str, int]() for _ in inputs]
    for grade, weight_g in grams.items():
        by_weight = weights[grade] if any(weights[grade]) else [one.taken_g for one in inputs]
        for row, part in zip(table, split(weight_g, by_weight), strict=True):
            row[grade] = part
    for move in moves:
        _move_rows(table, move)
    return _shared(inputs, table, is_by_line)


def _move_rows(table: list[Grams], move: Move) -> None:
    there = [row.get(move.from_grade, 0) for row in table]
    parts = split(_moving({move.from_grade: sum(there)}, move), there)
    for row, part in zip(table, parts, strict=True):
        row[move.from_grade] = row.get(move.from_grade, 0) - part
        row[move.to_grade] = row.get(move.to_grade, 0) + part


def _shared(inputs: Sequence[InputShare], table: Sequence[Grams], measured: bool) -> Packout:
    grams: dict[Any, Grams] = {}
    brought: dict[Any, int] = {}
    for one, row in zip(inputs, table, strict=True):
        origins = list(one.origins)
        shares = [one.origins[origin] for origin in origins]
        for origin, part in zip(origins, split(one.taken_g, shares), strict=True):
            brought[origin] = brought.get(origin, 0) + part
            grams.setdefault(origin, {})
        for grade, weight_g in row.items():
            for origin, part in zip(origins, split(weight_g, shares), strict=True):
                grams[origin][grade] = grams[origin].get(grade, 0) + part
    return Packout(grams, brought, measured)
