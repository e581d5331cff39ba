"""Which rows below the titles are data: not blank ones, totals, repeated titles or the signatures at the foot."""

import re
from collections.abc import Iterator
from itertools import islice

from lilian.sheets.cells import Value, is_blank
from lilian.sheets.header import looks_like_title
from lilian.sheets.kinds.clean import packed
from lilian.sheets.locate import Place
from lilian.sheets.tables import Table

TOTAL = re.compile(r"(?:本页|本表|全县|全乡|全村)?(?:合计|小计|总计|共计|总和|累计|汇总)[::]?.{0,4}")
FOOT_WORDS = "填表|制表|填报|审核|复核|负责|经办|联系|打印|注|说明|备注|单位盖章|盖章|日期"
FOOT = re.compile(rf"(?:{FOOT_WORDS})(?:人|单位|时间|日期)?[:(].*")
TEXTS_TO_LOOK_AT = 3


def data_rows(place: Place, table: Table) -> Iterator[int]:
    """Indexes (from 0) of the rows that hold data."""
    wanted = [column for column in table.columns if column.key in place.header.columns]
    places = [place.header.columns[column.key] for column in wanted]
    wanted_places = list(zip(wanted, places, strict=True))
    key_place = place.header.columns.get(table.key, places[0])
    for index in range(place.header.last + 1, len(place.sheet.rows)):
        row = place.sheet.rows[index]
        if all(at >= len(row) or is_blank(row[at]) for at in places):
            continue
        if is_aside(row, key_place):
            continue
        if all(at < len(row) and looks_like_title(row[at], column) for column, at in wanted_places[:2]):
            continue
        yield index


def is_aside(row: list[Value], key_place: int) -> bool:
    """A total or a signature: its words stand where a code should, or no code stands there at all."""
    key = row[key_place] if key_place < len(row) else None
    said = (value for value in row if isinstance(value, str) and not is_blank(value))
    texts = islice(said, TEXTS_TO_LOOK_AT) if is_blank(key) else filter(lambda value: isinstance(value, str), (key,))
    return any(TOTAL.fullmatch(text) or FOOT.fullmatch(text) for text in map(packed, texts))
