"""The file for the bank, and its answer."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.payouts import queries
from lilian.payouts.values import BankAnswer
from lilian.sheets import Column, Table, read_book, read_table
from lilian.sheets.export import export_csv

PAYMENTS = Table(
    name="payout",
    sheet="付款",
    columns=(
        Column("reference", "流水号", "code"),
        Column("holder", "户名"),
        Column("number", "账号", "code"),
        Column("bank", "开户行"),
        Column("amount_fen", "金额（元）", "money"),
        Column("note", "用途"),
    ),
)
ANSWERS = Table(
    name="bank_answers",
    sheet="回单",
    columns=(
        Column("reference", "流水号", "code", aliases=("业务流水号", "参考号", "reference")),
        Column(
            "result",
            "结果",
            "choice",
            aliases=("处理结果", "状态", "交易状态", "result"),
            choices=("成功", "已付", "交易成功", "success", "失败", "退回", "退票", "交易失败", "failed"),
        ),
        Column("reason", "原因", aliases=("失败原因", "备注", "reason"), required=False),
    ),
)
PAID = ANSWERS.column("result").choices[:4]  # the others say that nothing was paid


class Unreadable(Invalid):
    code = "payouts.unreadable_answer"
    sentence = gettext_noop("银行回单读不出来：第 {row} 行的流水号或结果不对。")
    remedy = gettext_noop("要有“流水号”和“结果”两列，结果写成功或失败。")


def payment_file(lines: Iterable[Any]) -> bytes:
    """CSV of the payments of one payout."""
    return export_csv(PAYMENTS, [payment(line) for line in lines])


def payment(line: Any) -> dict[str, Any]:
    payee = line.payee
    said = {"holder": payee.holder, "number": payee.number, "bank": payee.bank}
    return {"reference": queries.reference(line.pk), **said, "amount_fen": line.amount_fen, "note": gettext("果款")}


def answers_in(data: bytes, name: str) -> list[BankAnswer]:
    """:raises Unreadable, FileRefused: as the names say"""
    reading = read_table(read_book(data, name), ANSWERS)
    if not reading.is_complete or reading.bad or not reading.rows:
        raise Unreadable(row=reading.bad[0].number if reading.bad else 1)
    return [
        BankAnswer(str(row.values["reference"]), row.values["result"] in PAID, str(row.values.get("reason") or ""))
        for row in reading.rows
    ]
