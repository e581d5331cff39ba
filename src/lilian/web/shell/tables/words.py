"""A table's columns in words, for those who fill them in."""

from dataclasses import dataclass

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop
from lilian.sheets import Column, Table

WANTED = {
    "text": gettext_noop("文字"),
    "code": gettext_noop("编号"),
    "phone": gettext_noop("手机号或座机号"),
    "list": gettext_noop("几样之间用顿号隔开"),
    "weight": gettext_noop("重量，可以带单位：3600斤、1.8吨"),
    "number": gettext_noop("数字"),
    "integer": gettext_noop("整数"),
    "money": gettext_noop("金额（元）"),
    "yes_no": gettext_noop("是或否"),
    "date": gettext_noop("日期，例如 2026-09-18、9月18日"),
    "datetime": gettext_noop("日期和时间"),
    "month": gettext_noop("年和月"),
    "time": gettext_noop("几点几分"),
    "lat": gettext_noop("纬度，例如 36.69325"),
    "lon": gettext_noop("经度，例如 110.93512"),
}


@dataclass(frozen=True)
class ColumnInWords:
    title: str
    wanted: str
    required: bool
    aliases: str


def columns_in_words(table: Table) -> list[ColumnInWords]:
    return [in_words(column) for column in table.columns]


def in_words(column: Column) -> ColumnInWords:
    return ColumnInWords(column.title, wanted(column), column.required, gettext("、").join(column.aliases))


def wanted(column: Column) -> str:
    if column.kind == "choice":
        return gettext("从这些里选：%(choices)s") % {"choices": gettext("、").join(column.choices)}
    return gettext(WANTED[column.kind])
