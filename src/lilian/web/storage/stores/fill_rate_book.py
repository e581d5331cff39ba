"""The county's fill rate as a workbook: by day, and store by store as things stand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx
from lilian.storage.values import FillOfDay, StoreCard

BY_DAY = Table(
    name="fill_rate_by_day",
    sheet="每日库容比",
    columns=(
        Column("day", "日期", "date"),
        Column("stock_g", "已存（吨）", "weight", unit="吨"),
        Column("capacity_g", "有填报的申报库容（吨）", "weight", unit="吨", width=20),
        Column("rate", "库容比（%）", "number"),
    ),
)
BY_STORE = Table(
    name="fill_rate_by_store",
    sheet="各库现状",
    columns=(
        Column("code", "库编号", "code"),
        Column("name", "库名", width=28),
        Column("town", "乡镇"),
        Column("volume_m3", "容积（m³）", "number"),
        Column("capacity_g", "申报库容（吨）", "weight", unit="吨", width=14),
        Column("stock_g", "实测库存（吨）", "weight", unit="吨", width=14),
        Column("expected_g", "在路上（吨）", "weight", unit="吨"),
        Column("booked_g", "答应别人的（吨）", "weight", unit="吨", width=16),
        Column("free_g", "空余（吨）", "weight", unit="吨"),
        Column("rate", "库容比（%）", "number"),
        Column("reported_at", "填报时间", "datetime"),
        Column("rooms_out", "停用间数", "integer", width=14),
        Column("closed_on", "停用日期", "date"),
    ),
)


def per_cent(rate: float) -> float:
    return round(rate * 100, 1)


def day_rows(history: Sequence[FillOfDay]) -> Iterator[dict[str, Any]]:
    for one in reversed(history):
        yield {
            "day": one.day,
            "stock_g": one.stock_g,
            "capacity_g": one.capacity_g,
            "rate": per_cent(one.fill_rate),
        }


def store_rows(cards: Sequence[StoreCard]) -> Iterator[dict[str, Any]]:
    for card in cards:
        yield {
            "code": card.code,
            "name": card.name,
            "town": card.township or None,
            "volume_m3": card.volume_l / 1000,
            "capacity_g": card.capacity_g,
            "stock_g": card.stock_g,
            "expected_g": card.expected_g,
            "booked_g": card.booked_g,
            "free_g": card.free_g,
            "rate": per_cent(card.fill_rate),
            "reported_at": timezone.localtime(card.reported_at).replace(tzinfo=None) if card.reported_at else None,
            "rooms_out": card.rooms_out,
            "closed_on": card.closed_on,
        }


def workbook(actor: Actor, now: datetime, history: Sequence[FillOfDay], cards: Sequence[StoreCard]) -> bytes:
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": actor.name, "at": at}
    return export_xlsx([(BY_DAY, day_rows(history)), (BY_STORE, store_rows(cards))], note=note)
