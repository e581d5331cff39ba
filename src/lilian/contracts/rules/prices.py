"""The price engine: a rule, the quotations and a day make one price. Integers only; rounded once, halves upwards.

Patterns of published contract-farming templates: a guaranteed price with the market above it, the market and some per
cent, a fixed price, a floating top over a guaranteed bottom.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from lilian.contracts.values.prices import (
    Basis,
    Cut,
    Deduction,
    Leg,
    Measure,
    Priced,
    PriceRule,
    Quoted,
    RuleKind,
    Seen,
)
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Word

MOST_FEN_PER_KG = 100_000
MOST_WINDOW_DAYS = 366
WHOLE = 1_000


class BadRule(Invalid):
    code = "contracts.bad_rule"
    sentence = gettext_noop("价格规则写得不对：{what}")


class BadDeduction(Invalid):
    code = "contracts.bad_deduction"
    sentence = gettext_noop("扣价规则写得不对：每档和每档扣的比例要大于 0，最多扣不超过 100%。")


FLOOR_BOUNDS = gettext_noop("保底价要大于 0，每公斤不超过 1000 元。")
NO_MARKET = gettext_noop("随行情的规则要写明看哪个市场。")
UNUSED_MARKET = gettext_noop("固定价不看市场。")
TOP_BELOW = gettext_noop("封顶价不能低于保底价。")
BAD_SHARE = gettext_noop("浮动比例在 0 到 100% 之间，上浮在 0 到 100% 之间。")
BAD_WINDOW = gettext_noop("行情有效期在 1 到 366 天之间。")


def check_rule(rule: PriceRule) -> None:
    """:raises BadRule: if it could not price a delivery"""
    if fault := _rule_fault(rule):
        raise BadRule(what=Word(fault))


def _rule_fault(rule: PriceRule) -> str:
    follows_market = rule.kind is not RuleKind.FIXED
    faults = (
        (not 0 < rule.floor_fen <= MOST_FEN_PER_KG, FLOOR_BOUNDS),
        (follows_market and not rule.market, NO_MARKET),
        (not follows_market and bool(rule.market), UNUSED_MARKET),
        (rule.top_fen is not None and not rule.floor_fen <= rule.top_fen <= MOST_FEN_PER_KG, TOP_BELOW),
        (not (0 <= rule.share_permille <= WHOLE and 0 <= rule.premium_permille <= WHOLE), BAD_SHARE),
        (not 1 <= rule.window_days <= MOST_WINDOW_DAYS, BAD_WINDOW),
    )
    return next((said for is_wrong, said in faults if is_wrong), "")


def price_on(rule: PriceRule, grade: str, quotations: Iterable[Quoted], day: date) -> Priced:
    """The price of a kilogram of the grade delivered on the day, which leg made it, and the quotations that counted.

    Of `quotations` only those of the rule's market and grade and of its window count, so any may be given; of two of
    one day the one with the larger key, which corrects the other. The same input gives the same price for ever.
    """
    counted = _counted(rule, grade, quotations, day)
    if rule.kind is RuleKind.FIXED:
        return Priced(grade, day, rule.floor_fen, Leg.FIXED, rule)
    if not counted:
        return Priced(grade, day, rule.floor_fen, Leg.UNQUOTED, rule)
    total, count = sum(one.fen_per_kg for one in counted), len(counted)
    fen, leg = _above_floor(rule, total, count)
    return Priced(grade, day, fen, leg, rule, _half_up(total, count), tuple(counted))


def _counted(rule: PriceRule, grade: str, quotations: Iterable[Quoted], day: date) -> list[Quoted]:
    """Latest first: one, or with a mean all of the window."""
    wanted, first = rule.quoted_grade or grade, day - timedelta(days=rule.window_days - 1)
    of_day: dict[date, Quoted] = {}
    for one in sorted(quotations, key=lambda one: one.quotation_id):
        if one.market == rule.market and one.grade == wanted and first <= one.day <= day:
            of_day[one.day] = one
    latest_first = [of_day[each] for each in sorted(of_day, reverse=True)]
    return latest_first if rule.basis is Basis.MEAN else latest_first[:1]


def _above_floor(rule: PriceRule, total: int, count: int) -> tuple[int, Leg]:
    """The market stands at `total / count`, a fraction that is rounded only in the figure that is paid."""
    if rule.kind is RuleKind.MARKET_PLUS:
        fen = _half_up(total * (WHOLE + rule.premium_permille), count * WHOLE)
        leg = Leg.PREMIUM if rule.premium_permille else Leg.MARKET
    elif rule.kind is RuleKind.FLOATING:
        rise = max(0, total - rule.floor_fen * count)
        fen, leg = rule.floor_fen + _half_up(rise * rule.share_permille, count * WHOLE), Leg.SHARE
    else:
        fen, leg = _half_up(total, count), Leg.MARKET
    if fen <= rule.floor_fen:
        return rule.floor_fen, Leg.FLOOR
    if rule.top_fen is not None and fen > rule.top_fen:
        return rule.top_fen, Leg.TOP
    return fen, leg


def _half_up(numerator: int, denominator: int) -> int:
    """Nearest integer of a non-negative fraction, halves upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def check_deductions(deductions: Sequence[Deduction]) -> None:
    """:raises BadDeduction: if one could cut nothing, or more than there is"""
    for one in deductions:
        if one.allowed < 0 or one.step < 1 or one.cut_permille < 1 or not 1 <= one.most_permille <= WHOLE:
            raise BadDeduction()


def cut(fen_per_kg: int, deductions: Sequence[Deduction], seen: Seen) -> Cut:
    """The price after quality deductions; their shares are added, never more than the whole price, and cut once."""
    bitten = [(one, permille) for one in deductions if (permille := _share(one, seen))]
    share = min(WHOLE, sum(permille for _, permille in bitten))
    return Cut(_half_up(fen_per_kg * (WHOLE - share), WHOLE), tuple(bitten))


def _share(deduction: Deduction, seen: Seen) -> int:
    """How many thousandths of the price this deduction takes."""
    if deduction.measure is Measure.DEFECTS:
        beyond = -1 if seen.defects_permille is None else seen.defects_permille - deduction.allowed
    else:
        beyond = -1 if seen.brix_tenths is None else deduction.allowed - seen.brix_tenths
    if beyond <= 0:
        return 0
    steps = -(-beyond // deduction.step)
    return min(deduction.most_permille, steps * deduction.cut_permille)
