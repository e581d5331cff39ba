"""Why a kilogram costs what it costs: sentences with the market's figure and its day, for the reader's language."""

from typing import Any

from lilian.contracts.values.prices import Basis, Leg, Priced, Why
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import tenths_text

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
