"""A supplier's workbook: prices and freight go out as a form, come back read, with every bad cell named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop
from lilian.purchasing.sheets import FREIGHT, NOT_SERVED, PRICES, STEPS
from lilian.purchasing.values import TIERING_NAMES
from lilian.sheets import Book, FaultKind, Problem, Reading, read_book, read_table
from lilian.sheets.export import export_xlsx
from lilian.sheets.marked import marked_copy

UNKNOWN = FaultKind(
    "purchasing.not_in_the_form",
    gettext_noop("“{given}”不在这次团购里。"),
    gettext_noop("请用下载的表，编号不要改。"),
)
HALF_STEP = FaultKind(
    "purchasing.half_a_step",
    gettext_noop("这一档要么起点和单价都填，要么都空着，前面的档次要填满。"),
    gettext_noop("例如第2档起填 50，单价填 115.00，就是满 50 件每件 115 元。"),
)
TIERING_OF = {name: kind.value for kind, name in TIERING_NAMES.items()}
PLAIN = ("pack", "minimum", "capacity", "brand", "batch", "expires_on")


def form_of(lines: Iterable[Mapping[str, Any]], places: Iterable[tuple[str, str]], bid: Any) -> bytes:
    """The articles with what is wanted of each, and the places; what was bid before filled in."""
    before = {line.article_id: line for line in bid.lines.all()} if bid else {}
    prices = [_price_row(line, before.get(line["article"].pk)) for line in lines]
    freight_to: dict[str, int | None] = bid.freight_to if bid else {}
    freight = [
        {
            "organisation": code,
            "name": name,
            "freight_fen": freight_to.get(code, bid.freight_fen if bid else None),
            "serves": NOT_SERVED if freight_to.get(code, 0) is None else None,
        }
        for code, name in places
    ]
    return export_xlsx([(PRICES, prices), (FREIGHT, freight)])


def _price_row(line: Mapping[str, Any], before: Any) -> dict[str, Any]:
    farm_input = line["input"]
    row = {
        "input": farm_input.code,
        "name": f"{farm_input.name} {farm_input.pack}".strip(),
        "unit": farm_input.unit,
        "wanted": line["total"].approved,
    }
    if before is None:
        return row
    for number, (start, fen) in enumerate(before.steps[:STEPS], 1):
        row |= {f"price_{number}": fen} | ({f"start_{number}": start} if number > 1 else {})
    names = {value: name for name, value in TIERING_OF.items()}
    return row | {name: getattr(before, name) for name in PLAIN} | {"tiering": names[before.tiering]}


@dataclass(frozen=True)
class Read:
    """`said` are the form's values; where `problems` are, the file has to be put right first."""

    book: Book
    said: dict[str, Any]
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]

    def marked(self) -> bytes:
        """The supplier's own workbook, every bad cell red."""
        headers = {self._sheet(reading): reading.header_row for reading in self.readings if reading.rows}
        return marked_copy(self.book, list(self.problems), headers)

    def _sheet(self, reading: Reading) -> str:
        names = {sheet.name for sheet in self.book.sheets}
        return reading.sheet if reading.sheet in names else self.book.sheets[0].name


def read_form(data: bytes, name: str, articles: Mapping[str, int], places: Sequence[str]) -> Read:
    """`articles`: key by the farm input's code.

    :raises FileRefused: if it is no workbook that can be read
    """
    book = read_book(data, name)
    prices, freight = read_table(book, PRICES), read_table(book, FREIGHT)
    said: dict[str, Any] = {f"steps_{pk}": None for pk in articles.values()}  # what the file leaves empty is not bid
    problems = list(prices.problems)
    for row in prices.good:
        pk = articles.get(row.values["input"])
        if pk is None:
            problems.append(_problem(prices, row, UNKNOWN, "input"))
        elif half := _half_step(row.values):
            problems.append(_problem(prices, row, HALF_STEP, half))
        elif row.values.get("price_1") is not None:
            said |= {f"{key}_{pk}": value for key, value in _line(row.values).items()}
    if freight.rows:  # a workbook may come without the sheet of freight
        problems += freight.problems
        said |= {f"{part}_{code}": None for code in places for part in ("freight", "out")}
        for row in freight.good:
            if row.values["organisation"] not in places:
                problems.append(_problem(freight, row, UNKNOWN, "organisation"))
            said |= _freight(row.values)
    return Read(book, said, (prices, freight), tuple(problems))


def _line(values: Mapping[str, Any]) -> dict[str, Any]:
    further = [number for number in range(2, STEPS + 1) if values.get(f"start_{number}")]
    steps = [[0, values["price_1"]], *([values[f"start_{at}"], values[f"price_{at}"]] for at in further)]
    tiering = TIERING_OF.get(values.get("tiering") or "")
    return {"steps": steps, "tiering": tiering} | {name: values.get(name) for name in PLAIN}


def _half_step(values: Mapping[str, Any]) -> str:
    """The column at fault: a step without its price or its start, or after one that is not there."""
    open_ended = values.get("price_1") is None
    for number in range(2, STEPS + 1):
        start, price = values.get(f"start_{number}"), values.get(f"price_{number}")
        if (start is None) != (price is None) or (start is not None and open_ended):
            return f"price_{number}" if start is not None else f"start_{number}"
        open_ended = open_ended or start is None
    return ""


def _freight(values: Mapping[str, Any]) -> dict[str, Any]:
    code = values["organisation"]
    if values.get("serves") == NOT_SERVED:
        return {f"out_{code}": True}
    return {} if values.get("freight_fen") is None else {f"freight_{code}": values["freight_fen"]}


def _problem(reading: Reading, row: Any, kind: FaultKind, column: str) -> Problem:
    at, value = reading.columns.get(column), row.values.get(column)
    given = "" if value is None else str(value)
    columns = () if at is None else (at,)
    title = reading.table.column(column).title
    return Problem(reading.sheet, row.number, columns, title, row.key, given, kind, {"given": given, "title": title})


def in_words(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [
        {
            "sheet": one.sheet,
            "cell": one.cell,
            "given": one.given,
            "wrong": one.wrong(gettext),
            "remedy": one.remedy(gettext),
        }
        for one in sorted(problems, key=lambda one: (one.sheet, one.row))
    ]
