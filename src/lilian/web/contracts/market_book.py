"""Market prices as a workbook: what was written down goes out, what another kept in Excel comes in, all or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import queries
from lilian.contracts.values import QuotationDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.sheets import Column, Table, read_book, read_table

MOST_NAMED = 5
QUOTATIONS = Table(
    name="quotations",
    sheet="行情",
    sheet_aliases=("市场行情", "quotations"),
    columns=(
        Column("market", "市场", aliases=("市场编号", "market"), width=20),
        Column("variety", "品种", aliases=("品种代码", "variety")),
        Column("grade", "等级", aliases=("等级编号", "grade")),
        Column("day", "日期", "date", aliases=("哪天", "day")),
        Column(
            "fen_per_kg", "每公斤（元）", "money", aliases=("价格（元/公斤）", "单价（元/公斤）"), above=0, width=14
        ),
        Column("source", "来源", aliases=("source",), max_length=200, width=36),
    ),
)


class UnreadableQuotations(Invalid):
    code = "contracts.unreadable_quotations"
    sentence = gettext_noop("行情表里有 {count} 行读不出来：第 {rows} 行。一行也没有记。")
    remedy = gettext_noop("每行要有市场、品种、等级、日期、每公斤多少元和来源；名称和系统里的一样，或者写编号。")


class NoQuotations(Invalid):
    code = "contracts.no_quotations"
    sentence = gettext_noop("表里没有行情：要有市场、品种、等级、日期、每公斤（元）、来源这几列。")


def quotations_in(actor: Actor, data: bytes, name: str) -> list[QuotationDraft]:
    """Names and codes both do.

    :raises UnreadableQuotations, NoQuotations, FileRefused: as the names say
    """
    reading = read_table(read_book(data, name), QUOTATIONS)
    if not reading.is_complete or not (reading.rows or reading.bad):
        raise NoQuotations()
    markets = {key: one.code for one in queries.markets(actor) for key in (one.code, one.name)}
    varieties = {key: one.pk for one in catalog.varieties() for key in (one.code, one.name)}
    names = catalog.grade_names()
    grades = {key: grade for grade, name in names.items() for key in (grade, name)}
    drafts, bad = [], [row.number for row in reading.bad]
    for row in reading.rows:
        said: Mapping[str, Any] = row.values
        market, variety = markets.get(said["market"]), varieties.get(said["variety"])
        grade = grades.get(said["grade"])
        if market is None or variety is None or grade is None:
            bad.append(row.number)
        else:
            drafts.append(QuotationDraft(market, variety, grade, said["day"], said["fen_per_kg"], said["source"]))
    if bad:
        raise UnreadableQuotations(count=len(bad), rows=gettext("、").join(map(str, sorted(bad)[:MOST_NAMED])))
    return drafts


def rows_out(found: Iterable[Any]) -> Iterator[dict[str, Any]]:
    names = catalog.grade_names()
    for one in found:
        yield {
            "market": one.market.name,
            "variety": one.variety.name,
            "grade": names.get(one.grade, one.grade),
            "day": one.day,
            "fen_per_kg": one.fen_per_kg,
            "source": one.source,
        }
