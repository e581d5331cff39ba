"""Columns of the lists of settlement."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.kernel.money import yuan_text
from lilian.payouts.queries import reference
from lilian.payouts.values import PAYMENT_STATE_NAMES, PaymentState
from lilian.settlement import queries
from lilian.settlement.values import RUN_KIND_NAMES, RUN_STATE_NAMES, WAITING_NAMES, RunKind
from lilian.web.shell.listing import Column
from lilian.web.shell.tags import kilos


def statement_url(pk: int) -> str:
    return reverse("settlement:statement", args=[pk])


def state_name(row: Any) -> str:
    return gettext(RUN_STATE_NAMES[queries.state_of(row)])


RUNS = (
    Column(
        "days",
        _("哪几天"),
        lambda row: f"{row.since:%Y-%m-%d} – {row.until:%m-%d}",
        card="lead",
        link=lambda row: reverse("settlement:run", args=[row.pk]),
        sub=lambda row: row.organisation.name,
    ),
    Column("kind", _("结什么"), lambda row: gettext(RUN_KIND_NAMES[RunKind(row.kind)]), sub=lambda row: row.note),
    Column("state", _("状态"), state_name),
    Column("households", _("户数"), lambda row: f"{row.households:,}", number=True),
    Column("gross", _("应付（元）"), lambda row: yuan_text(row.gross_fen), sort="gross_fen", number=True),
    Column("net", _("实付（元）"), lambda row: yuan_text(row.net_fen), sort="net_fen", number=True, card="right"),
)


def statements(names: Mapping[int, str]) -> tuple[Column, ...]:
    return (
        Column(
            "who",
            _("农户"),
            lambda row: names.get(row.household_id, row.household.code),
            sort="household__code",
            card="lead",
            link=lambda row: statement_url(row.pk),
            sub=lambda row: row.household.code,
        ),
        Column("gross", _("应付（元）"), lambda row: yuan_text(row.gross_fen), sort="gross_fen", number=True),
        Column("taken", _("扣（元）"), lambda row: yuan_text(row.gross_fen - row.net_fen), number=True),
        Column(
            "carried",
            _("转欠款（元）"),
            lambda row: yuan_text(row.carried_fen) if row.carried_fen else "",
            sort="carried_fen",
            number=True,
        ),
        Column("net", _("实付（元）"), lambda row: yuan_text(row.net_fen), sort="net_fen", number=True, card="right"),
    )


MINE = (
    Column(
        "days",
        _("哪几天"),
        lambda row: f"{row.run.since:%Y-%m-%d} – {row.run.until:%m-%d}",
        card="lead",
        link=lambda row: statement_url(row.pk),
        sub=lambda row: row.run.organisation.name,
    ),
    Column("gross", _("应付（元）"), lambda row: yuan_text(row.gross_fen), number=True),
    Column("net", _("实付（元）"), lambda row: yuan_text(row.net_fen), number=True, card="right"),
)


def to_pay(names: Mapping[int, str]) -> tuple[Column, ...]:
    return (
        Column(
            "who",
            _("农户"),
            lambda row: names.get(row.household_id, ""),
            card="lead",
            link=lambda row: statement_url(row.statement_id),
        ),
        Column(
            "payee",
            _("银行账号"),
            lambda row: gettext("已登记") if row.payee_id else gettext("没有登记，点这里登记"),
            link=lambda row: reverse("settlement:payee", args=[row.household_id]),
        ),
        Column("fen", _("要付（元）"), lambda row: yuan_text(row.fen), number=True, card="right", sub=less_words),
    )


def payments(names: Mapping[int, str]) -> tuple[Column, ...]:
    return (
        Column(
            "who",
            _("农户"),
            lambda row: names.get(row.statement.household_id, row.statement.household.code),
            card="lead",
            link=lambda row: statement_url(row.statement_id),
            sub=lambda row: reference(row.pk),
        ),
        Column("payee", _("户名"), lambda row: row.payee.holder, sub=lambda row: row.payee.bank),
        Column("answer", _("银行回单"), answer_words, sub=answer_why),
        Column(
            "back",
            _("银行退回"),
            lambda row: gettext("退回来了？") if came_through(row) else "",
            card="hide",
            link=lambda row: f"{reverse('settlement:payment_returned', args=[row.payout_id])}?{back_of(row)}",
        ),
        Column(
            "fen", _("金额（元）"), lambda row: yuan_text(row.amount_fen), number=True, card="right", sub=less_words
        ),
    )


def less_words(row: Any) -> str:
    """Why less is paid than is open on the statement."""
    less = yuan_text(row.less_fen)
    return gettext("这张单上的 %(less)s 元已经抵掉或另外付了") % {"less": less} if row.less_fen else ""


def came_through(row: Any) -> bool:
    answer = getattr(row, "answer", None)
    return answer is not None and answer.paid and not hasattr(row, "came_back")


def back_of(row: Any) -> str:
    return urlencode({"reference": reference(row.pk)})


PAYMENT_TONES = {
    PaymentState.WAITING: "",
    PaymentState.PAID: "good",
    PaymentState.FAILED: "stop",
    PaymentState.RETURNED: "warn",
}


def payment_state(row: Any) -> PaymentState:
    answer = getattr(row, "answer", None)
    if answer is None:
        return PaymentState.WAITING
    if hasattr(row, "came_back"):
        return PaymentState.RETURNED
    return PaymentState.PAID if answer.paid else PaymentState.FAILED


def answer_words(row: Any) -> Any:
    state = payment_state(row)
    name = gettext(PAYMENT_STATE_NAMES[state])
    return format_html('<span class="badge badge-{}">{}</span>', PAYMENT_TONES[state] or "quiet", name)


def answer_why(row: Any) -> str:
    """Why the bank did not pay, or when and why what it paid came back."""
    state = payment_state(row)
    if state is PaymentState.RETURNED:
        return f"{row.came_back.at:%m-%d} · {row.came_back.reason}"
    return (row.answer.reason or "—") if state is PaymentState.FAILED else ""


def waits(names: Mapping[int, str]) -> tuple[Column, ...]:
    return (
        Column(
            "who",
            _("农户"),
            lambda row: names.get(row.household_id, ""),
            card="lead",
            link=lambda row: reverse("receiving:slip", args=[row.slip_id]),
            sub=lambda row: f"{row.number} · {row.day:%Y-%m-%d}",
        ),
        Column("why", _("在等什么"), lambda row: gettext(WAITING_NAMES[row.why])),
        Column("kilos", _("净重（公斤）"), lambda row: kilos(row.net_g, 1), number=True, card="right"),
    )


def disputes(actor: Actor) -> tuple[Column, ...]:
    """Each leads whoever may answer it to where that is done, others to its statement."""

    def place(row: Any) -> str:
        if actor.may("settlement.answer", organisation_id=row.statement.run.organisation_id):
            return reverse("settlement:dispute", args=[row.pk])
        return statement_url(row.statement_id)

    return (
        Column(
            "words",
            _("说什么"),
            lambda row: row.words,
            card="lead",
            link=place,
            sub=lambda row: f"{row.statement.household.code} · {row.raised_by}",
        ),
        Column("about", _("关于哪一行"), lambda row: row.about or "—"),
        Column(
            "state",
            _("状态"),
            lambda row: gettext("已答复") if hasattr(row, "answer") else gettext("等答复"),
            card="right",
        ),
    )
