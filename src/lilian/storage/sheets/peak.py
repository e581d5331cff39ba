"""A county's peak-season workbook, read whole: lots, stores, terms, and everything that is wrong with them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.sheets.cells import Book
from lilian.sheets.marked import marked_copy
from lilian.sheets.points import NearCentre
from lilian.sheets.problems import Problem
from lilian.sheets.process import read_book
from lilian.sheets.reading import Reading, Row, read_table
from lilian.sheets.tables import Context
from lilian.storage.sheets.bounds import PeakBounds, shipped_bounds
from lilian.storage.sheets.tables import LOTS, STORES, lots_table, stores_table
from lilian.storage.sheets.terms import PeakTerms, read_terms

if TYPE_CHECKING:
    from lilian.planning import storage as planning

IN_CHINA = NearCentre(lat=36.0, lon=104.0, within=32.0)
LITRES_PER_M3 = 1000


class HasProblems(Invalid):
    code = "storage.workbook_has_problems"
    sentence = gettext_noop("表里有 {count} 处问题。")
    remedy = gettext_noop("请按问题清单改好再来，或选择只用没有问题的行。")


class NothingToPlan(Invalid):
    code = "storage.nothing_to_plan"
    sentence = gettext_noop("表里没有可以用来做计划的数据。")
    remedy = gettext_noop("请检查三张表：待储批次、恒温库、参数。")


@dataclass(frozen=True)
class PeakLot:
    """A lot waiting to be stored; degrees WGS-84. `row` is its row in the sheet, from 1."""

    code: str
    point: str
    village: str
    lat: float
    lon: float
    variety: str
    grade: str
    weight_g: int
    harvest_date: date
    ready_time: time | None
    note: str
    row: int


@dataclass(frozen=True)
class PeakStore:
    """A cold store. Volume, declared capacity and stock are three separate facts."""

    code: str
    name: str
    town: str
    lat: float
    lon: float
    volume_l: int | None
    capacity_g: int
    stock_g: int
    reported_at: datetime | None
    accepts: frozenset[str]
    intake_g_per_day: int
    temperature_c: float
    fee_fen_per_tonne_month: int
    keeper: str
    row: int

    @property
    def free_g(self) -> int:
        """What still goes in; none where more is stored than declared."""
        return max(0, self.capacity_g - self.stock_g)


@dataclass(frozen=True)
class PeakBook:
    """What was read.

    `lots` and `stores` are the rows without a fault; `problems` name the others, in the order of the sheets.
    """

    source: Book
    lots: tuple[PeakLot, ...]
    stores: tuple[PeakStore, ...]
    terms: PeakTerms | None
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]

    def good(self) -> "PeakBook":
        """The same book with only the good rows counting.

        :raises NothingToPlan: if no lot, no store or not all parameters are good
        """
        if not self.lots or not self.stores or self.terms is None:
            raise NothingToPlan()
        return replace(self, problems=())

    def marked(self) -> bytes:
        """The user's workbook as .xlsx with every problem at its cell, and the list."""
        return marked_copy(self.source, self.problems, {r.sheet: r.header_row for r in self.readings})

    def problem(self) -> "planning.Problem":
        """The planning problem of this book.

        :raises HasProblems: if anything is wrong; `good()` first leaves the bad rows out
        """
        from lilian.planning import storage as planning

        if self.problems:
            raise HasProblems(count=len(self.problems))
        if not self.lots or not self.stores or self.terms is None:
            raise NothingToPlan()
        lots = tuple(
            planning.Lot(lot.code, lot.lat, lot.lon, lot.variety, lot.weight_g, lot.harvest_date) for lot in self.lots
        )
        return planning.Problem(lots, tuple(planned_store(store) for store in self.stores), _planned_terms(self.terms))


def planned_store(store: PeakStore) -> "planning.Store":
    from lilian.planning import storage as planning

    return planning.Store(
        code=store.code,
        lat=store.lat,
        lon=store.lon,
        free_g=store.free_g,
        intake_g_per_day=store.intake_g_per_day,
        accepts=store.accepts,
        temperature_c=store.temperature_c,
        fee_fen_per_tonne_month=store.fee_fen_per_tonne_month,
    )


def _planned_terms(terms: PeakTerms) -> "planning.Terms":
    from lilian.planning import storage as planning

    return planning.Terms(**vars(terms))


def read_peak(source: Path | str | bytes, *, bounds: PeakBounds | None = None, name: str | None = None) -> PeakBook:
    """Read the workbook an alliance office sends on the eve of the peak.

    `source` is a path or the file's bytes, `name` its name; `bounds` says what is plausible, by default the
    figures shipped with the program.

    :raises FileRefused: if the file as a whole cannot be read; faults in it are in `problems`
    """
    return peak_of(read_book(source, name), bounds=bounds or shipped_bounds())


def peak_of(book: Book, *, bounds: PeakBounds) -> PeakBook:
    """The same for a workbook already in memory."""
    terms, first_day, terms_reading = read_terms(book)
    centre = _centre(book, bounds)
    year = first_day.year if first_day else None
    lots = read_table(book, lots_table(bounds, year, centre), Context(year=year))
    stores = read_table(book, stores_table(bounds, centre), Context(year=year))
    readings = (lots, stores, terms_reading)
    return PeakBook(
        source=book,
        lots=tuple(_lot(row) for row in lots.good) if lots.is_complete else (),
        stores=tuple(store_of(row) for row in stores.good) if stores.is_complete else (),
        terms=terms,
        problems=tuple(problem for reading in readings for problem in reading.problems),
        readings=readings,
    )


def _centre(book: Book, bounds: PeakBounds) -> NearCentre | None:
    """Near what every point must be; None if the book has no point at all."""
    if bounds.centre is not None:
        return NearCentre(*bounds.centre, within=bounds.within_deg)
    points = [
        (row.values["lat"], row.values["lon"])
        for table in (LOTS, STORES)
        for row in read_table(book, replace(table, key="", checks=(IN_CHINA,))).rows
        if row.values.get("lat") is not None and row.values.get("lon") is not None
    ]
    if not points:
        return None
    lat, lon = (round(median(axis), 4) for axis in zip(*points, strict=True))
    return NearCentre(lat, lon, within=bounds.within_deg)


def _lot(row: Row) -> PeakLot:
    texts = {key: row.values.get(key) or "" for key in ("point", "village", "note")}
    return PeakLot(**{"ready_time": None} | row.values | texts, row=row.number)


def store_of(row: Row) -> PeakStore:
    values = {"reported_at": None} | row.values
    values |= {key: values.get(key) or "" for key in ("town", "keeper")}
    volume_m3 = values.pop("volume_m3", None)
    values["volume_l"] = None if volume_m3 is None else round(volume_m3 * LITRES_PER_M3)
    values["accepts"] = frozenset(values["accepts"])
    return PeakStore(**values, row=row.number)
