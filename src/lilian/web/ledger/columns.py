"""Columns of the lists of money."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.kernel.money import yuan_text
from lilian.ledger import queries
from lilian.ledger.values import HOLD_ENDING_NAMES, HoldEnding, StatementLine
from lilian.web.ledger.words import Names, either_side, origin, purpose_name, side_name
from lilian.web.shell.listing import Column

BOOKS = (
    Column(
        "who",
        _("谁的账"),
        lambda row: row.organisation.name,
        sort="organisation__name",
        card="lead",
        link=lambda row: reverse("ledger:book", args=[row.pk]),
        sub=lambda row: row.organisation.code,
    ),
    Column("opened", _("从哪天起"), lambda row: row.opened_on.isoformat(), sort="opened_on"),
    Column("closed", _("结到哪天"), lambda row: row.closed_through or gettext("还没结过账"), card="right"),
)


def account_url(row: Any) -> str:
    return reverse("ledger:account", args=[row.pk])


def hold_url(pk: int) -> str:
    return reverse("ledger:hold", args=[pk])


def posting_url(pk: int) -> str:
    return reverse("ledger:posting", args=[pk])


def accounts(names: Callable[[], Names]) -> tuple[Column, ...]:
    """`names` are those of the page shown."""
    return (
        Column(
            "purpose",
            _("账户"),
            lambda row: names().who(row) or purpose_name(row.purpose),
            sort="purpose",
            card="lead",
            link=account_url,
            sub=lambda row: purpose_name(row.purpose) if names().who(row) else "",
        ),
        Column("side", _("方向"), lambda row: side_name(row.purpose), card="hide"),
        Column(
            "balance",
            _("余额（元）"),
            lambda row: yuan_text(queries.own_side_fen(row)),
            sort="balance_fen",
            number=True,
            card="right",
        ),
        Column("limit", _("额度（元）"), limit_cell, number=True),
    )


def limit_cell(row: Any) -> str:
    most = row.balance.most_debit_fen
    return yuan_text(most) if most else ""


def origin_cell(about: str) -> Any:
    if not about:
        return ""
    said = origin(about)
    return format_html('<a href="{}">{}</a>', said.url, said.label) if said.url else said.label


def note_cell(line: StatementLine) -> Any:
    said = gettext("冲销") if line.reverses_id else ""
    return " · ".join(part for part in (said, line.note) if part) or "—"


STATEMENT = (
    Column(
        "day",
        _("哪天"),
        lambda line: line.day.isoformat(),
        card="lead",
        link=lambda line: posting_url(line.posting_id),
        sub=lambda line: gettext("凭证 %(n)s") % {"n": line.posting_id},
    ),
    Column("note", _("摘要"), note_cell, sub=lambda line: origin_cell(line.about)),
    Column("more", _("增加（元）"), lambda line: either_side(line.amount_fen)[0], number=True),
    Column("less", _("减少（元）"), lambda line: either_side(line.amount_fen)[1], number=True),
    Column("balance", _("余额（元）"), lambda line: yuan_text(line.balance_fen), number=True, card="right"),
)
TRIAL = (
    Column("purpose", _("科目"), lambda line: purpose_name(line.purpose), card="lead"),
    Column("accounts", _("户数"), lambda line: f"{line.accounts:,}", number=True),
    Column("debit", _("借方发生（元）"), lambda line: yuan_text(line.debit_fen), number=True),
    Column("credit", _("贷方发生（元）"), lambda line: yuan_text(line.credit_fen), number=True),
    Column("left", _("借方余额（元）"), lambda line: either_side(line.balance_fen)[0], number=True),
    Column("right", _("贷方余额（元）"), lambda line: either_side(line.balance_fen)[1], number=True, card="right"),
)
POSTINGS = (
    Column(
        "day",
        _("哪天"),
        lambda row: row.day.isoformat(),
        sort="day",
        card="lead",
        link=lambda row: posting_url(row.pk),
        sub=lambda row: gettext("凭证 %(n)s") % {"n": row.pk},
    ),
    Column("note", _("摘要"), lambda row: row.note or "—", sub=lambda row: origin_cell(row.about)),
    Column("state", _("状态"), lambda row: posting_state(row)),
    Column("amount", _("金额（元）"), lambda row: yuan_text(posting_fen(row)), number=True, card="right"),
    Column("by", _("经手"), lambda row: row.actor_name, card="hide"),
)


def posting_fen(row: Any) -> int:
    """One side of it."""
    return sum(line.amount_fen for line in row.lines.all() if line.amount_fen > 0)


def posting_state(row: Any) -> str:
    if row.reverses_id:
        return gettext("冲销")
    return gettext("已被冲销") if hasattr(row, "reversed_by") else gettext("记账")


def lines(names: Names) -> tuple[Column, ...]:
    """Of one posting."""
    return (
        Column(
            "account",
            _("账户"),
            lambda line: names.title(line.account),
            card="lead",
            link=lambda line: account_url(line.account),
        ),
        Column("debit", _("借方（元）"), lambda line: either_side(line.amount_fen)[0], number=True),
        Column("credit", _("贷方（元）"), lambda line: either_side(line.amount_fen)[1], number=True, card="right"),
    )


def holds(names: Callable[[], Names]) -> tuple[Column, ...]:
    return (
        Column(
            "note",
            _("为什么预留"),
            lambda row: row.note or "—",
            card="lead",
            link=lambda row: hold_url(row.pk),
            sub=lambda row: origin_cell(row.about),
        ),
        Column("from", _("从哪个账户"), lambda row: names().title(row.credit)),
        Column("to", _("给哪个账户"), lambda row: names().title(row.debit)),
        Column("amount", _("金额（元）"), lambda row: yuan_text(row.amount_fen), number=True, card="right"),
        Column("end", _("状态"), hold_state),
    )


def hold_state(row: Any) -> str:
    if hasattr(row, "end"):
        return gettext(HOLD_ENDING_NAMES[HoldEnding(row.end.ending)])
    if row.until is None:
        return gettext("等人入账或取消")
    return gettext("到 %(at)s 为止") % {"at": timezone.localtime(row.until).strftime("%Y-%m-%d %H:%M")}
