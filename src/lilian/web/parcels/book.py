"""Parcels as a workbook."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.parcels.values import PARCEL_STATE_NAMES, ParcelCard
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx

MOST_ROWS = 20_000
PARCELS = Table(
    name="parcels",
    sheet="发件",
    columns=(
        Column("code", "发件号", "code"),
        Column("loaded_at", "装车时间", "datetime"),
        Column("organisation", "发件单位", width=20),
        Column("location", "从哪里", width=16),
        Column("receiver", "收件人", width=20),
        Column("phone", "电话", "code"),
        Column("boxes", "箱数", "integer"),
        Column("net_g", "净重（公斤）", "weight", unit="公斤"),
        Column("back", "退回箱数", "integer"),
        Column("state", "到哪了"),
        Column("arrived_at", "送到时间", "datetime"),
        Column("carrier", "承运"),
        Column("plate", "车牌"),
        Column("waybill", "运单号", "code"),
    ),
)


def book(cards: Sequence[ParcelCard], now: datetime) -> bytes:
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    return export_xlsx([(PARCELS, rows(cards))], note=gettext("%(at)s 从梨联导出") % {"at": at})


def rows(cards: Sequence[ParcelCard]) -> Iterator[dict[str, Any]]:
    for card in cards:
        yield {
            "loaded_at": local(card.loaded_at),
            "arrived_at": local(card.arrived_at),
            "state": gettext(PARCEL_STATE_NAMES[card.state]),
            "carrier": card.carriage.carrier or None,
            "plate": card.carriage.plate or None,
            "waybill": card.carriage.waybill or None,
            **{name: getattr(card, name) or None for name in ("phone", "back")},
            **{
                name: getattr(card, name) for name in ("code", "organisation", "location", "receiver", "boxes", "net_g")
            },
        }


def local(at: datetime | None) -> datetime | None:
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at else None
