"""A small table the tests of sheets share, and workbooks made in a line."""

import io
from datetime import date
from typing import Any

import xlsxwriter

from lilian.sheets import Book, Column, Context, Reading, Sheet, Table, read_table

CROPS = Table(
    name="crops",
    sheet="收成",
    key="code",
    columns=(
        Column("code", "编号", "code", ("批次号",)),
        Column("grower", "果农", "text", required=False),
        Column("weight_g", "数量(斤)", "weight", ("数量",), required=False, above=0, high=200_000_000),
        Column("picked", "采收日期", "date", required=False, low=date(2024, 8, 1), high=date(2024, 11, 30)),
        Column("grade", "等级", "choice", required=False, choices=("特级", "一级")),
        Column("price_fen", "单价(元)", "money", required=False, low=0),
        Column("boxes", "箱数", "integer", required=False, low=0),
        Column("sugar", "糖度", "number", required=False, low=0, high=40),
        Column("phone", "电话", "phone", required=False),
    ),
)
TITLES = [column.title for column in CROPS.columns]


def sheet(*rows: list[Any], titles: list[str] | None = None, merged: tuple[Any, ...] = ()) -> Book:
    """A workbook in memory: titles first, unless the rows bring their own."""
    return Book([Sheet("收成", [*([TITLES] if titles is None else [titles]), *map(list, rows)], merged)])


def read(*rows: list[Any], titles: list[str] | None = None, year: int | None = 2024) -> Reading:
    return read_table(sheet(*rows, titles=titles), CROPS, Context(year=year))


def one(title: str, value: Any, **context: Any) -> Reading:
    """A row with a code and one other cell."""
    titles = ["编号", title]
    return read_table(sheet(["A1", value], titles=titles), CROPS, Context(**({"year": 2024} | context)))


def workbook(rows: list[list[Any]], name: str = "收成") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as out:
        page = out.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return target.getvalue()
