"""Tables with faults planted by dice, and the truth about them."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from lilian.sheets.cells import CellError
from tests.sheets.crops import CROPS, TITLES

DAYS = [date(2024, 9, 1) + timedelta(n) for n in range(30)]
PLACE = {column.key: place for place, column in enumerate(CROPS.columns)}

Dice = random.Random
GOOD: dict[str, list[Callable[[Dice], Any]]] = {
    "grower": [lambda d: d.choice(["梅", "郭", " 林 ", "海\u3000生", None, "=1+1"])],
    "weight_g": [
        lambda d: float(d.randrange(1, 9999)),
        lambda d: f"{d.randrange(1, 9999)}公斤",
        lambda d: f"{d.randrange(1000, 99_999):,}斤",
        lambda d: f"{d.randrange(1, 300) / 100}万斤",
        lambda d: str(d.randrange(1, 9999)).translate({48 + n: 0xFF10 + n for n in range(10)}),
        lambda _: None,
    ],
    "picked": [
        lambda d: d.choice(DAYS),
        lambda d: d.choice(DAYS).strftime("%Y%m%d"),
        lambda d: d.choice(DAYS).strftime("%Y.%m.%d"),
        lambda d: d.choice(DAYS).strftime("%m月%d日"),
        lambda d: float((d.choice(DAYS) - date(1899, 12, 30)).days),
    ],
    "grade": [lambda d: d.choice(["特级", "一级", "一 级", None])],
    "price_fen": [lambda d: d.randrange(1, 9999) / 100, lambda d: f"¥{d.randrange(1, 99)}.50"],
    "boxes": [lambda d: float(d.randrange(99)), lambda d: f"{d.randrange(1000, 9999):,}"],
    "sugar": [lambda d: d.randrange(400) / 10, lambda _: ""],
    "phone": [lambda d: f"1{d.randrange(3, 10)}{d.randrange(10**9):09d}", lambda _: "0357-7321234"],
}
BAD: dict[str, list[Any]] = {
    "code": [None, "\u3000", 6.9e18, "6.90123E+18", CellError("#REF!"), CellError()],
    "grower": [CellError("#N/A"), 1.2e16, "长" * 501],
    "weight_g": [-600.0, 0.0, "0斤", "不详", "320万斤", "5筐", "1..5", "--3", True,
                 CellError("#VALUE!"), 0.0001, "斤", date(2024, 9, 1)],
    "picked": ["9月31日", "2024.2.30", "20241301", "昨天", 7.0, 99_999.0,
               "2023-09-20", "2025.9.20", CellError("#N/A"), True, "9月", "2024"],
    "grade": ["超特级", "特", "1", 2.0, CellError("#NAME?")],
    "price_fen": [-0.01, 1.005, "面议", "12.5.0", CellError("#DIV/0!"), "元"],
    "boxes": [1.5, -1.0, "十箱", "1,00,0.5", CellError(), "1e999"],
    "sugar": [-0.1, 40.1, "甜", "nan", "inf", CellError("#NUM!"), "1 2 x"],
    "phone": ["12345", "23800000000", "电话", 1.38e18, CellError("#N/A"), "1380000000"],
}  # fmt: skip


def good_row(number: int, dice: Dice) -> list[Any]:
    row: list[Any] = [f"A{number:06d}"] + [None] * (len(TITLES) - 1)
    for key, ways in GOOD.items():
        row[PLACE[key]] = dice.choice(ways)(dice)
    return row


def faulty_table(rows: int, share_bad: float, seed: int) -> tuple[list[list[Any]], set[tuple[int, int]]]:
    """Rows (without titles), and the cells at fault as (row, column) from 0; duplicates among them."""
    dice = random.Random(seed)
    table = [good_row(number, dice) for number in range(rows)]
    planted: set[tuple[int, int]] = set()
    for index, row in enumerate(table):
        if dice.random() >= share_bad:
            continue
        if index and dice.random() < 0.1 and (0, 0) not in planted:
            row[0] = table[0][0].lower()
            planted.add((index, 0))
        for key in dice.sample(sorted(BAD), dice.randrange(1, 4)):
            if index and (index, PLACE[key]) not in planted:  # row 0 stays good: it is the first of the twins
                row[PLACE[key]] = dice.choice(BAD[key])
                planted.add((index, PLACE[key]))
    return table, planted
