"""Slips as a workbook."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.receiving import queries
from lilian.receiving.values import NO_CERTIFICATE_NAMES, PRICE_KIND_NAMES, NoCertificate, PriceKind
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx
from lilian.web.receiving.words import grade_names

SLIPS = Table(
    name="slips",
    sheet="收果单",
    columns=(
        Column("number", "单号", "code"),
        Column("weighed_at", "过秤时间", "datetime"),
        Column("point", "收购点", width=20),
        Column("seller", "交果人", width=16),
        Column("block", "地块", width=20),
        Column("variety", "品种"),
        Column("grade", "等级"),
        Column("harvest_date", "采收日期", "date"),
        Column("gross_g", "毛重（公斤）", "weight", unit="公斤"),
        Column("tare_g", "皮重（公斤）", "weight", unit="公斤"),
        Column("net_g", "净重（公斤）", "weight", unit="公斤"),
        Column("crates", "筐数", "integer"),
        Column("price_kind", "定价方式"),
        Column("contract", "合同"),
        Column("fen_per_kg", "单价（元/公斤）", "money", width=14),
        Column("amount_fen", "金额（元）", "money", width=14),
        Column("brix", "糖度（°Brix）", "number", width=14),
        Column("firmness", "硬度（N）", "number"),
        Column("certificate", "合格证编号", "code"),
        Column("no_certificate", "没有的原因", width=20),
        Column("recorded_by", "收果员"),
        Column("void", "作废原因", width=20),
    ),
)
MOST_ROWS = 200_000
AT_ONCE = 2_000  # rows held in memory; the writer holds one


class TooManySlips(Refusal):
    code = "receiving.too_many_slips"
    sentence = gettext_noop("这些天一共 {count} 张收果单，一张表最多 {most} 张。")
    remedy = gettext_noop("请把日期分成几段，一段导出一张表。")


def tenth(value: int | None) -> float | None:
    return None if value is None else value / 10


def rows(actor: Actor, found: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    names: dict[date, Mapping[str, str]] = {}
    for slip in found.iterator(chunk_size=AT_ONCE):
        sample = getattr(slip, "sample", None)
        yield {
            "number": slip.number,
            "weighed_at": timezone.localtime(slip.weighed_at).replace(tzinfo=None, microsecond=0),
            "point": slip.location.name,
            "seller": queries.seller_name(actor, slip),
            "block": slip.block.name if slip.block else None,
            "variety": slip.variety.name,
            "grade": grade(slip, names),
            "price_kind": gettext(PRICE_KIND_NAMES[PriceKind(slip.price_kind)]),
            "no_certificate": reason(slip),
            "brix": tenth(sample.brix_tenths) if sample else None,
            "firmness": tenth(sample.firmness_tenths_n) if sample else None,
            "void": slip.void.reason if hasattr(slip, "void") else None,
            **{name: getattr(slip, name) or None for name in ("contract", "certificate", "recorded_by", "crates")},
            **{name: getattr(slip, name) for name in ("harvest_date", "gross_g", "tare_g", "net_g")},
            **{name: getattr(slip, name) for name in ("fen_per_kg", "amount_fen")},
        }


def grade(slip: Any, names: dict[date, Mapping[str, str]]) -> str | None:
    """Its name in the standard of its day; `names` keeps what was looked up, a day at a time."""
    if not slip.grade:
        return None
    if slip.day not in names:
        names[slip.day] = grade_names(slip.day)
    return names[slip.day].get(slip.grade, slip.grade)


def reason(slip: Any) -> str | None:
    return gettext(NO_CERTIFICATE_NAMES[NoCertificate(slip.no_certificate)]) if slip.no_certificate else None


def workbook(actor: Actor, now: datetime, found: QuerySet[Any]) -> bytes:
    """Row by row, in memory that does not grow with them.

    :raises TooManySlips: rather than leaving some out
    """
    if (count := found.count()) > MOST_ROWS:
        raise TooManySlips(count=count, most=MOST_ROWS)
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": actor.name, "at": at}
    return export_xlsx([(SLIPS, rows(actor, found))], note=note)
