"""The stores that several counties share, as a sheet: the table of cold stores, and who may use each."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lilian.sheets.problems import Problem
from lilian.sheets.process import read_book
from lilian.sheets.reading import read_table
from lilian.sheets.tables import Column, Context
from lilian.storage.sheets.peak import PeakStore, planned_store, store_of
from lilian.storage.sheets.tables import STORES

if TYPE_CHECKING:
    from lilian.planning import province

COUNTIES = Column("counties", "可用县", "list", ("使用县", "可用的县", "县"), max_length=2_000)
SHARED = replace(
    STORES,
    name="shared stores",
    sheet="共用库",
    sheet_aliases=("共用恒温库", "恒温库", "shared stores"),
    title="共用库",
    columns=(*STORES.columns, COUNTIES),
)


@dataclass(frozen=True)
class SharedBook:
    """What was read: the stores, the counties of each by its code, and everything that is wrong."""

    stores: tuple[PeakStore, ...]
    counties: dict[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    def shared(self) -> "tuple[province.SharedStore, ...]":
        """For the planner."""
        from lilian.planning import province

        return tuple(province.SharedStore(planned_store(store), self.counties[store.code]) for store in self.stores)


def read_shared(source: Path | str | bytes) -> SharedBook:
    """The workbook of shared stores; where a row is at fault it is left out, and said.

    :raises FileRefused: if the file as a whole cannot be read
    """
    reading = read_table(read_book(source), SHARED, Context())
    rows = reading.good if reading.is_complete else ()
    counties = {row.values["code"]: tuple(row.values["counties"]) for row in rows}
    values = [replace(row, values={key: row.values[key] for key in row.values if key != "counties"}) for row in rows]
    return SharedBook(tuple(store_of(row) for row in values), counties, tuple(reading.problems))
