"""Rules in words, and why a kilogram costs what it costs: sentences for the reader's language."""

from typing import Any

from lilian.contracts.values.prices import BASIS_NAMES, Basis, Deduction, Leg, Measure, Priced, PriceRule, RuleKind, Why
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import tenths_text
from lilian.kernel.sentences import Word

LATEST = gettext_noop("{market} {day} 报每公斤 {quoted} 元（{source}）。")
MEAN = gettext_noop("{market} {first} 到 {day} 的行情共 {count} 次，平均每公斤 {quoted} 元（{source}）。")
LEGS = {
    Leg.FIXED: gettext_noop("合同定的是固定价，每公斤 {price} 元。"),
    Leg.UNQUOTED: gettext_noop("{window} 天内“{market}”没有这个等级的行情，按保底价每公斤 {price} 元。"),
    Leg.FLOOR: gettext_noop("按行情算不高于保底价，按保底价每公斤 {price} 元。"),
    Leg.MARKET: gettext_noop("高于保底价 {floor} 元，按市场价每公斤 {price} 元。"),
    Leg.PREMIUM: gettext_noop("市场价上浮 {premium}%，高于保底价 {floor} 元，每公斤 {price} 元。"),
    Leg.SHARE: gettext_noop("高出保底价 {floor} 元的部分给 {share}%，每公斤 {price} 元。"),
    Leg.TOP: gettext_noop("算出来超过了封顶价，按封顶价每公斤 {price} 元。"),
}


RULES = {
    RuleKind.FIXED: gettext_noop("每公斤 {floor} 元，全季不变。"),
    RuleKind.FLOOR: gettext_noop("保底每公斤 {floor} 元；交果当天“{market}”的{basis}更高的，按行情。"),
    RuleKind.MARKET_PLUS: gettext_noop("“{market}”的{basis}上浮 {premium}%，每公斤不低于 {floor} 元。"),
    RuleKind.FLOATING: gettext_noop("保底每公斤 {floor} 元；“{market}”的{basis}高出的部分给 {share}%。"),
}
TOP = gettext_noop("每公斤最高 {top} 元。")
WINDOW = gettext_noop("行情看交果当天和往前共 {window} 天里的。")
DEDUCTIONS = {
    Measure.DEFECTS: gettext_noop("有缺陷的果超过 {allowed}% 的，每多 {step} 个百分点扣价 {cut}%，最多扣 {most}%。"),
    Measure.SOLIDS: gettext_noop("糖度低于 {allowed} 的，每低 {step} 扣价 {cut}%，最多扣 {most}%。"),
}


def rule_said(rule: PriceRule, market_name: str) -> Why:
    """A rule in words, for pages and papers."""
    fields: dict[str, Any] = {
        "floor": yuan_text(rule.floor_fen),
        "market": market_name,
        "basis": Word(BASIS_NAMES[rule.basis]),
        "premium": tenths_text(rule.premium_permille),
        "share": tenths_text(rule.share_permille),
        "top": yuan_text(rule.top_fen or 0),
        "window": rule.window_days,
    }
    templates = [RULES[rule.kind]]
    templates += [TOP] if rule.top_fen is not None else []
    templates += [WINDOW] if rule.kind is not RuleKind.FIXED else []
    return Why(tuple((template, fields) for template in templates))


def deduction_said(one: Deduction) -> Why:
    """A deduction in words."""
    fields = {
        "allowed": tenths_text(one.allowed),
        "step": tenths_text(one.step),
        "cut": tenths_text(one.cut_permille),
        "most": tenths_text(one.most_permille),
    }
    return Why(((DEDUCTIONS[one.measure], fields),))


def why(priced: Priced, market_name: str) -> Why:
    """What the market said, if it counted, then what the rule made of it."""
    rule = priced.rule
    fields: dict[str, Any] = {
        "market": market_name,
        "price": yuan_text(priced.fen_per_kg),
        "floor": yuan_text(rule.floor_fen),
        "premium": tenths_text(rule.premium_permille),
        "share": tenths_text(rule.share_permille),
        "window": rule.window_days,
        "count": len(priced.quotations),
    }
    if not priced.quotations:
        return Why(((LEGS[priced.leg], fields),))
    last, first = priced.quotations[0], priced.quotations[-1]
    fields |= {"day": last.day, "first": first.day, "source": last.source, "quoted": yuan_text(priced.market_fen or 0)}
    quoted = MEAN if rule.basis is Basis.MEAN and len(priced.quotations) > 1 else LATEST
    return Why(((quoted, fields), (LEGS[priced.leg], fields)))
