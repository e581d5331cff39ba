"""Where the headings stand, and under which of them each measure is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lilian.sorting.sheets.limits import HEAD_ROWS
from lilian.sorting.sheets.refusals import NoHeadings
from lilian.sorting.values import Mapping, Measure


@dataclass(frozen=True)
class Header:
    """`row` counts from 0; `columns` says at which place of a row each measure stands."""

    row: int
    width: int
    columns: dict[Measure, int]


def found_header(rows: Sequence[Sequence[object]], mapping: Mapping) -> Header:
    """The first row with a heading for weight.

    :raises NoHeadings: if there is none among the first rows
    """
    for number, row in enumerate(rows[:HEAD_ROWS]):
        words = [_plain(cell) for cell in row]
        columns = {
            measure: words.index(name)
            for measure, names in mapping.columns.items()
            if (name := next((_plain(one) for one in names if _plain(one) in words), "")) != ""
        }
        if Measure.WEIGHT in columns:
            return Header(number, _width(words), columns)
    raise NoHeadings(rows=HEAD_ROWS, wanted=mapping.columns[Measure.WEIGHT][0])


def _plain(cell: object) -> str:
    """However wide its letters, whatever spaces stand in it."""
    return "".join(unicodedata.normalize("NFKC", str(cell or "")).split()).lower().lstrip("\ufeff")


def _width(words: Sequence[str]) -> int:
    """Up to the last heading that says something."""
    return max(number for number, word in enumerate(words, 1) if word)
