"""Needs, orders, hand-out lists and receipts as workbooks: what the pages show, with who took it out."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.purchasing.sheets import INPUT
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download

ASKED = Table(
    name="purchasing_asked",
    sheet="需求汇总",
    columns=(
        Column("place", "村社", width=26),
        Column("household", "农户编号", "code"),
        *INPUT,
        Column("quantity", "要几件", "integer"),
        Column("most", "最多几件", "integer"),
        Column("substitute", "没有的话换成", width=22),
        Column("granted", "批了几件", "integer"),
        Column("state", "状态"),
        Column("reason", "原因", width=30),
    ),
)
ORDER = Table(
    name="purchasing_order",
    sheet="采购单",
    columns=(
        Column("number", "采购单号", "code"),
        Column("supplier", "供应商", width=26),
        Column("place", "送到", width=26),
        *INPUT,
        Column("quantity", "件数", "integer"),
        Column("amount_fen", "金额（元）", "money", width=14),
    ),
)
HANDOUT = Table(
    name="purchasing_handout",
    sheet="发放单",
    columns=(
        Column("point", "到哪里领", width=20),
        Column("who", "谁", width=22),
        *INPUT,
        Column("units", "领几件", "integer"),
        Column("amount_fen", "金额（元）", "money", width=14),
        Column("why", "为什么是这个数", width=44),
        Column("signed", "领取人签字", width=18),
    ),
)
RECEIPTS = Table(
    name="purchasing_receipts",
    sheet="点收",
    columns=(
        Column("number", "采购单号", "code"),
        Column("supplier", "供应商", width=26),
        *INPUT,
        Column("ordered", "订的", "integer"),
        Column("delivered", "实到", "integer"),
        Column("damaged", "坏的", "integer"),
        Column("over", "多送，退回", "integer"),
        Column("short", "短少", "integer"),
        Column("accepted", "收下", "integer"),
        Column("payable_fen", "应付（元）", "money", width=14),
        Column("batch", "批号", width=16),
        Column("expires_on", "有效期至", "date"),
        Column("note", "备注", width=24),
    ),
)


def download(request: Request, name: str, *sheets: tuple[Table, Iterable[dict[str, Any]]]) -> HttpResponse:
    at = timezone.localtime(request.now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": request.actor.name, "at": at}
    return as_download(export_xlsx(sheets, note=note), f"{name}.xlsx")


def of_input(farm_input: Any) -> dict[str, Any]:
    name = f"{farm_input.name} {farm_input.pack}".strip()
    return {"input": farm_input.code, "name": name, "unit": farm_input.unit}


def asked_row(need: Any, state: str, reason: str) -> dict[str, Any]:
    return of_input(need.article.farm_input) | {
        "place": need.organisation.name,
        "household": need.household.code if need.household else None,
        "quantity": need.quantity,
        "most": need.most,
        "substitute": need.substitute.farm_input.name if need.substitute else None,
        "granted": need.granted,
        "state": state,
        "reason": reason or None,
    }


def order_row(order: Any, line: Any) -> dict[str, Any]:
    return of_input(line.article.farm_input) | {
        "number": order.number,
        "supplier": order.supplier.name,
        "place": line.organisation.name,
        "quantity": line.quantity,
        "amount_fen": line.amount_fen,
    }


def handout_rows(handing: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for one in handing:
        for line in one["lines"]:
            said = {key: line[key] for key in ("units", "amount_fen", "why")}
            yield (
                of_input(line["input"])
                | said
                | {
                    "who": one["name"],
                    "point": one["point"] or None,
                    "signed": one["signed_by"] or None,
                }
            )


def receipt_row(line: Any) -> dict[str, Any]:
    """What came of one order line; only what was ordered where nothing was counted yet."""
    receipt = getattr(line, "receipt", None)
    said = ("delivered", "damaged", "over", "short", "accepted", "payable_fen", "batch", "expires_on", "note")
    counted = {name: getattr(receipt, name) or None for name in said} if receipt else {}
    whole = {name: getattr(receipt, name) for name in said[:6]} if receipt else {}
    order = {"number": line.order.number, "supplier": line.order.supplier.name, "ordered": line.quantity}
    return of_input(line.article.farm_input) | order | counted | whole
