"""The first rows of a file nobody has a mapping for yet: its headings and what stands under them."""

from dataclasses import dataclass

from lilian.kernel.quantity import plain
from lilian.sheets.cells import Value, is_blank
from lilian.sheets.gate import admit
from lilian.sheets.process import read_book
from lilian.sorting.sheets.limits import HEAD_BYTES, HEAD_ROWS
from lilian.sorting.sheets.refusals import NoFruit

MOST_VALUES = 24
FEWEST_CELLS = 2


@dataclass(frozen=True)
class Sample:
    """`rows` (n, columns) are texts below the headings, at most as many as the head of a file holds."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def example(self, column: int) -> str:
        """The first thing that stands there."""
        return next((row[column] for row in self.rows if row[column]), "")

    def values(self, column: int, mark: str = "") -> list[str]:
        """Distinct texts of a column, those parted by `mark` each; the first so many."""
        cells = (row[column] for row in self.rows if row[column])
        parts = (part.strip() for cell in cells for part in (cell.split(mark) if mark else [cell]))
        return list(dict.fromkeys(part for part in parts if part))[:MOST_VALUES]


def sample_of(data: bytes, name: str) -> Sample:
    """:raises FileRefused: if it cannot be read, or nothing stands below its headings"""
    admit(data, name)
    is_text = not data.startswith((b"PK", b"\xd0\xcf"))
    cut = data[:HEAD_BYTES].rsplit(b"\n", 1)[0] if is_text and len(data) > HEAD_BYTES else data
    sheets = [sheet for sheet in read_book(cut, name).sheets if sheet.rows]
    rows = [[_text(value) for value in row] for row in sheets[0].rows] if sheets else []
    if not rows:
        raise NoFruit()
    at = max(range(min(len(rows), HEAD_ROWS)), key=lambda number: (_headings_in(rows[number]), -number))
    width = max(number for number, word in enumerate(rows[at], 1) if word) if _headings_in(rows[at]) else 0
    below = [tuple((row + [""] * width)[:width]) for row in rows[at + 1 :] if any(row)]
    if width < FEWEST_CELLS or not below:
        raise NoFruit()
    return Sample(tuple(rows[at][:width]), tuple(below))


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if is_blank(value) else str(value).strip()


def _headings_in(row: list[str]) -> int:
    """How many cells say something that is no number."""
    return sum(1 for word in row if word and not plain(word).replace(".", "", 1).isdigit())
