"""Fruit as a program tells it, written as the file a line would have written: read and judged in the same one way."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace

from lilian.sorting.values import FruitRecord, Mapping, Measure

FIRST_LINE = 3  # of the first record: above it stand the title and the headings
OWN_UNITS = {
    Measure.WEIGHT: "0.1 g",
    Measure.DIAMETER: "0.1 mm",
    Measure.SOLIDS: "0.1 °Brix",
    Measure.COLOUR: "%",
}


def own_mapping(mapping: Mapping) -> Mapping:
    """The machine's grades and defects as the mapping has them, under our headings and in our units."""
    return replace(
        mapping,
        columns={measure: [measure.value] for measure in Measure},
        units=OWN_UNITS,
        separator=",",
        decimal_comma=False,
    )


def as_file(title: str, records: Sequence[FruitRecord], mapping: Mapping) -> bytes:
    """UTF-8 CSV; a column nobody measured is left out. Two batches of other titles are two files, alike or not."""
    cells = _cells(mapping.defect_mark)
    told = {name: cell for name, cell in cells.items() if any(cell(one) is not None for one in records)}
    held = io.StringIO(newline="")
    rows = csv.writer(held, lineterminator="\n")
    rows.writerow([f"batch {title}"])
    rows.writerow([name.value for name in told])
    rows.writerows([[cell(one) for cell in told.values()] for one in records])
    return held.getvalue().encode()


def _cells(defect_mark: str) -> dict[Measure, Callable[[FruitRecord], int | str | None]]:
    """What stands in each column; None where the line measured nothing."""
    return {
        Measure.WEIGHT: lambda one: one.weight_dg,
        Measure.DIAMETER: lambda one: one.diameter_tenths_mm,
        Measure.SOLIDS: lambda one: one.brix_tenths,
        Measure.COLOUR: lambda one: one.colour_percent,
        Measure.DEFECTS: lambda one: None if one.defects is None else defect_mark.join(one.defects),
        Measure.GRADE: lambda one: one.grade or None,
        Measure.LANE: lambda one: one.lane,
        Measure.LOT: lambda one: one.lot or None,
    }
