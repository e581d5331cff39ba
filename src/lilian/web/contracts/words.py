"""How a contract's figures are said on its pages and papers."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.contracts import queries
from lilian.contracts.values import OVER_NAMES, PriceRule, State, TermsDraft
from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import in_unit, number_text, tenths_text

TONES = {State.UNSIGNED: "warn", State.IN_FORCE: "good", State.AMENDED: "warn", State.ENDED: ""}


def kilos(weight_g: int) -> str:
    """`100_050` -> `100.05`."""
    return number_text(in_unit(weight_g, "公斤"), 3)


def per_jin(fen_per_kg: int) -> str:
    """`735` -> `3.675`: growers speak in jin, and half of an odd fen is shown, not rounded."""
    milli = fen_per_kg * 5
    return f"{milli // 1_000}.{milli % 1_000:03d}"[: -1 if milli % 10 == 0 else None]


def per_cent(permille: int) -> str:
    return f"{tenths_text(permille)}%"


def market_names(actor: Actor) -> dict[str, str]:
    return dict(queries.markets(actor).values_list("code", "name"))


def rule_words(rule: PriceRule, names: dict[str, str]) -> str:
    return queries.rule_said(rule, names.get(rule.market, rule.market)).text(gettext)


def facts(terms: TermsDraft) -> list[tuple[str, str]]:
    """What terms say beside lines, rules and milestones, as label and value."""
    until = terms.delivery.end
    last = f"{until.fromordinal(until.toordinal() - 1)}" if until else ""
    days = (
        gettext("验收后 {days} 天内").format(days=terms.pay_within_days) if terms.pay_within_days else gettext("当天")
    )
    penalties = terms.penalties
    return [
        (gettext("交果期"), f"{terms.delivery.start} – {last}"),
        (gettext("付款"), days),
        (gettext("定金"), gettext("{yuan} 元").format(yuan=yuan_text(terms.deposit_fen))),
        (gettext("农资赊销额度"), gettext("{yuan} 元").format(yuan=yuan_text(terms.credit_limit_fen))),
        (gettext("超交容许"), per_cent(terms.tolerance_permille)),
        (gettext("超出容许的果"), gettext(OVER_NAMES[terms.over])),
        (gettext("迟付违约金"), gettext("每天 {share}").format(share=per_cent(penalties.late_permille_a_day))),
        (
            gettext("卖给别人的违约金"),
            gettext("少交部分的 {share}").format(share=per_cent(penalties.elsewhere_permille)),
        ),
        (gettext("拒收的违约金"), gettext("拒收部分的 {share}").format(share=per_cent(penalties.refused_permille))),
        (gettext("定金罚则"), deposit_rule_words(penalties.deposit_rule)),
    ]


def deposit_rule_words(named: bool) -> str:
    if not named:
        return gettext("没有约定")
    return gettext("收购方违约，定金不退；果农违约，双倍返还")


def deductions(terms: TermsDraft) -> list[str]:
    return [queries.deduction_said(one).text(gettext) for one in terms.deductions]


def by_grade(lines: Iterable[Any]) -> dict[str, int]:
    """Grams of each grade, over all blocks, in the order of the lines."""
    grams: dict[str, int] = {}
    for line in lines:
        grams[line.grade] = grams.get(line.grade, 0) + line.expected_g
    return grams
