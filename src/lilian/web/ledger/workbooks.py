"""Accounts, statements and trial balances as workbooks."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.ledger import queries
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx
from lilian.web.ledger.asked import Span
from lilian.web.ledger.words import Names, origin, purpose_name, side_name

MONEY_WIDTH = 14
ACCOUNTS = Table(
    name="ledger_accounts",
    sheet="账户",
    columns=(
        Column("purpose", "账户", width=18),
        Column("code", "编号", "code"),
        Column("who", "谁", width=24),
        Column("side", "方向"),
        Column("balance_fen", "余额（元）", "money", width=MONEY_WIDTH),
        Column("limit_fen", "借方额度（元）", "money", width=MONEY_WIDTH),
    ),
)
STATEMENT = Table(
    name="ledger_statement",
    sheet="对账单",
    columns=(
        Column("day", "日期", "date"),
        Column("posting", "凭证号", "code"),
        Column("note", "摘要", width=36),
        Column("origin", "来源", width=18),
        Column("more_fen", "增加（元）", "money", width=MONEY_WIDTH),
        Column("less_fen", "减少（元）", "money", width=MONEY_WIDTH),
        Column("balance_fen", "余额（元）", "money", width=MONEY_WIDTH),
    ),
)
TRIAL = Table(
    name="ledger_trial",
    sheet="试算表",
    columns=(
        Column("purpose", "科目", width=18),
        Column("accounts", "户数", "integer"),
        Column("debit_fen", "借方发生（元）", "money", width=MONEY_WIDTH),
        Column("credit_fen", "贷方发生（元）", "money", width=MONEY_WIDTH),
        Column("left_fen", "借方余额（元）", "money", width=MONEY_WIDTH),
        Column("right_fen", "贷方余额（元）", "money", width=MONEY_WIDTH),
    ),
)
MOST_ROWS = 50_000


def made(actor: Actor, now: datetime, table: Table, rows: list[dict[str, Any]], about: str) -> bytes:
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(about)s。%(name)s 于 %(at)s 从梨联导出") % {"about": about, "name": actor.name, "at": at}
    return export_xlsx([(table, rows)], note=note)


def accounts(actor: Actor, book_id: int, now: datetime) -> bytes:
    """:raises NotFound: if there is no such book, or the actor may not look into it"""
    book = queries.book(actor, book_id)
    found = list(queries.accounts(actor, book_id=book_id)[:MOST_ROWS])
    names = Names(actor, found)
    rows = [
        {
            "purpose": purpose_name(row.purpose),
            "code": code_of(row),
            "who": names.who(row),
            "side": side_name(row.purpose),
            "balance_fen": queries.own_side_fen(row),
            "limit_fen": row.balance.most_debit_fen,
        }
        for row in found
    ]
    return made(actor, now, ACCOUNTS, rows, book.organisation.name)


def code_of(account: Any) -> str | None:
    about = account.household or account.organisation
    return about.code if about else None


def statement(actor: Actor, account_id: int, span: Span, now: datetime) -> bytes:
    """:raises NotFound: if there is no such account, or the actor may not see it"""
    found = queries.account(actor, account_id)
    said = queries.statement(actor, account_id, since=span.since, until=span.until)
    first = {"day": said.since, "note": gettext("期初余额"), "balance_fen": said.opening_fen}
    rows = [
        {
            "day": line.day,
            "posting": str(line.posting_id),
            "note": line.note,
            "origin": origin(line.about).label if line.about else "",
            "more_fen": line.amount_fen if line.amount_fen > 0 else None,
            "less_fen": -line.amount_fen if line.amount_fen < 0 else None,
            "balance_fen": line.balance_fen,
        }
        for line in said.lines
    ]
    about = f"{found.book.organisation.name} · {Names(actor, [found]).title(found)}"
    return made(actor, now, STATEMENT, [first, *rows], about)


def trial(actor: Actor, book_id: int, day: date, now: datetime) -> bytes:
    """:raises NotFound: if there is no such book, or the actor may not look into it"""
    book = queries.book(actor, book_id)
    rows = [
        {
            "purpose": purpose_name(line.purpose),
            "accounts": line.accounts,
            "debit_fen": line.debit_fen,
            "credit_fen": line.credit_fen,
            "left_fen": max(line.balance_fen, 0) or None,
            "right_fen": max(-line.balance_fen, 0) or None,
        }
        for line in queries.trial_balance(actor, book_id, until=day)
    ]
    return made(actor, now, TRIAL, rows, f"{book.organisation.name} · {day:%Y-%m-%d}")
