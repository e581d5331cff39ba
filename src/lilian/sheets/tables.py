"""A table of an Excel sheet as data: its columns, what they are called, what they may hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lilian.sheets.draft import Draft

KINDS = (
    "text",  # as given, spaces at the ends away
    "code",  # half-width, no spaces
    "phone",
    "choice",
    "list",  # tuple of texts, parted by 、 , ; or /
    "weight",  # integer grams
    "number",  # float of at most 15 digits
    "integer",
    "money",  # integer fen
    "yes_no",
    "date",
    "month",  # its first day
    "datetime",
    "time",
    "lat",  # degrees, WGS-84
    "lon",
)


@dataclass(frozen=True)
class Column:
    """One column. `low` and `high` bound the value in the unit it is stored in (grams, fen, degrees …).

    `above` is a bound the value must exceed. `unit` is the unit of a bare number where neither header nor cell names
    one, and the unit of the export; a weight column without it wants the unit in words.
    """

    key: str
    title: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    required: bool = True
    unit: str = ""
    low: Any = None
    high: Any = None
    above: Any = None
    choices: tuple[str, ...] = ()
    max_length: int = 500
    width: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.key}: no kind {self.kind}")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True)
class Table:
    """One kind of table. `sheet` is its sheet's name, `key` the column that tells its rows apart ('' for none).

    Each of `checks` sees a whole row once its cells are read, and may name faults in it.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    sheet_aliases: tuple[str, ...] = ()
    key: str = ""
    title: str = ""
    checks: tuple[Callable[["Draft"], None], ...] = ()

    def column(self, key: str) -> Column:
        """:raises KeyError: if there is none"""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True)
class Context:
    """What a cell does not say: the year of `9月19日`, where bare day numbers start, the unit in the header."""

    year: int | None = None
    epoch_1904: bool = False
    units: dict[str, str] = field(default_factory=dict)
