"""The sheet `参数`: one parameter a line, each read by its own kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.sheets.cells import Book
from lilian.sheets.faults import CellFault, FaultKind
from lilian.sheets.header import title_and_unit
from lilian.sheets.kinds import READERS
from lilian.sheets.problems import Problem
from lilian.sheets.reading import Reading, Row, read_table
from lilian.sheets.tables import Column, Context
from lilian.storage.sheets.tables import TERMS

NO_TERM = FaultKind(
    "no_term", gettext_noop("参数表里没有“{title}”。"), gettext_noop("请补一行，项目写“{title}”，并填上数值。")
)
OTHER_UNIT = FaultKind(
    "other_unit",
    gettext_noop("{title}的单位是“{given}”，系统按“{unit}”计算。"),
    gettext_noop("请换算成“{unit}”后再填。"),
)


@dataclass(frozen=True)
class PeakTerms:
    """Prices in fen, speed in km/h, temperature in °C."""

    first_day: date
    days: int
    freight_fen_per_tonne_km: int
    handling_fen_per_tonne: int
    road_factor: float
    speed_km_per_h: float
    delay_fen_per_tonne_hour: int
    stored_months: int
    max_temperature_c: float


LINES = (
    Column("first_day", "计划首日", "date", ("首日", "开始日期", "计划开始日期")),
    Column("days", "计划天数", "integer", ("天数",), unit="天", low=1, high=60),
    Column("freight_fen_per_tonne_km", "运价", "money", ("运费", "运费单价"), unit="元/吨·公里", low=0, high=100_000),
    Column("handling_fen_per_tonne", "装卸费", "money", ("装卸",), unit="元/吨", low=0, high=10_000_000),
    Column("road_factor", "道路系数", "number", ("绕行系数", "道路弯曲系数"), low=1, high=5),
    Column("speed_km_per_h", "平均车速", "number", ("车速",), unit="公里/小时", above=0, high=150),
    Column("delay_fen_per_tonne_hour", "延误损耗", "money", ("延误费",), unit="元/吨·小时", low=0, high=10_000_000),
    Column("stored_months", "预计贮藏月数", "integer", ("贮藏月数", "存放月数"), unit="月", low=0, high=24),
    Column("max_temperature_c", "最高库温", "number", ("最高温度", "库温上限"), unit="℃", low=-30, high=30),
)
SAME_UNITS = {
    "km/h": "公里/小时",
    "千米/小时": "公里/小时",
    "个月": "月",
    "°c": "℃",
    "度": "℃",
    "元/吨公里": "元/吨·公里",
}
Found = tuple[str, FaultKind, dict[str, Any]]  # what stands there, what is wrong, the facts
BY_NAME = {title_and_unit(name)[0]: line for line in LINES for name in reversed(line.names)}


def read_terms(book: Book) -> tuple[PeakTerms | None, date | None, Reading]:
    """The parameters, None if one is missing or wrong; the plan's first day if that much is known; the reading."""
    reading = read_table(book, TERMS)
    if not reading.header_row:
        return None, None, reading
    values: dict[str, Any] = {}
    mentioned: set[str] = set()
    for row in reading.rows:
        line = BY_NAME.get(title_and_unit(row.values.get("item"))[0])
        if line is not None:
            mentioned.add(line.key)
            _read_line(line, row, reading, values)
    for line in LINES:
        if line.key not in mentioned:
            reading.problems.append(_problem(reading, reading.header_row, (), line, ("", NO_TERM, {})))
    first_day = values.get("first_day")
    return (None if reading.problems else PeakTerms(**values)), first_day, reading


def _read_line(line: Column, row: Row, reading: Reading, values: dict[str, Any]) -> None:
    if not row.is_good:
        return
    value, unit = row.values["value"], row.values.get("unit") or ""
    key, given, kind, fields = "value", value, None, {}
    if unit and _unit(unit) != _unit(line.unit):
        key, given, kind, fields = "unit", unit, OTHER_UNIT, {"unit": line.unit}
    try:
        values[line.key] = READERS[line.kind](line, value, Context())
    except CellFault as fault:
        key, given, kind, fields = "value", value, fault.kind, fault.fields
    if kind is not None:
        reading.problems.append(_problem(reading, row.number, (reading.columns[key],), line, (given, kind, fields)))


def _unit(unit: str) -> str:
    plain = unit.replace(" ", "").replace(".", "·").lower()
    return SAME_UNITS.get(plain, plain)


def _problem(reading: Reading, row: int, columns: tuple[int, ...], line: Column, found: Found) -> Problem:
    given, kind, fields = found
    facts = {"title": line.title, "given": given, **fields}
    return Problem(reading.sheet, row, columns, line.title, line.title, given, kind, facts)
