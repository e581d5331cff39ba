"""What terms may say: bounds from the law and from sense, whoever writes them."""

from lilian.contracts.rules.fulfilment import value_fen
from lilian.contracts.rules.prices import check_deductions, check_rule
from lilian.contracts.values.terms import Penalties, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import Invalid, Refusal

# Civil Code of the People's Republic of China, article 586: beyond 20 % of the price of the main contract a sum is no
# deposit in law.
DEPOSIT_PERCENT = 20
# The highest share found in published contract-farming templates; the Civil Code, article 585, lets a court cut a
# penalty that is far above the loss.
MOST_PENALTY_PERMILLE = 250
MOST_LATE_PERMILLE_A_DAY = 5
MOST_TOLERANCE_PERMILLE = 500
MOST_EXPECTED_G = 2_000_000_000
MOST_LINES = 200


class NothingPromised(Invalid):
    code = "contracts.nothing_promised"
    sentence = gettext_noop("合同里没有写要交多少果。")


class BadExpected(Invalid):
    code = "contracts.bad_expected"
    sentence = gettext_noop("约定的数量要大于 0，一行不超过 2000 吨。")


class LineTwice(Invalid):
    code = "contracts.line_twice"
    sentence = gettext_noop("同一地块、品种、等级写了两行。")


class DepositOverLaw(Refusal):
    code = "contracts.deposit_over_law"
    sentence = gettext_noop("定金 {deposit} 元超过了合同价款的 20%，最多 {most} 元。")
    remedy = gettext_noop("民法典第五百八十六条：超过的部分不产生定金的效力。请改小。")


class BadPenalty(Invalid):
    code = "contracts.bad_penalty"
    sentence = gettext_noop("违约金写得不对：迟付每天不超过 0.5%，其他不超过 25%。")


class BadTerms(Invalid):
    code = "contracts.bad_terms"
    sentence = gettext_noop("定金、赊销额度和付款天数不能小于 0，超交容许在 0 到 50% 之间，交果期要有结束的一天。")


class MilestoneTwice(Invalid):
    code = "contracts.milestone_twice"
    sentence = gettext_noop("同一个节点写了两次：{name}。")


def check(terms: TermsDraft) -> None:
    """:raises Invalid, DepositOverLaw: what no contract may say"""
    _check_lines(terms)
    check_deductions(terms.deductions)
    _check_money(terms)
    check_penalties(terms.penalties)
    seen: set[str] = set()
    for one in terms.milestones:
        if one.key in seen:
            raise MilestoneTwice(name=one.name)
        seen.add(one.key)


def _check_lines(terms: TermsDraft) -> None:
    if not terms.lines or len(terms.lines) > MOST_LINES:
        raise NothingPromised()
    for line in terms.lines:
        check_rule(line.rule)
        if not 0 < line.expected_g <= MOST_EXPECTED_G:
            raise BadExpected()
    keys = {(line.block_id, line.variety_id, line.grade) for line in terms.lines}
    if len(keys) < len(terms.lines):
        raise LineTwice()


def _check_money(terms: TermsDraft) -> None:
    amounts = (terms.deposit_fen, terms.credit_limit_fen, terms.pay_within_days)
    if min(amounts) < 0 or not 0 <= terms.tolerance_permille <= MOST_TOLERANCE_PERMILLE or terms.delivery.end is None:
        raise BadTerms()
    most = most_deposit_fen(terms)
    if terms.deposit_fen > most:
        raise DepositOverLaw(deposit=yuan_text(terms.deposit_fen), most=yuan_text(most))


def most_deposit_fen(terms: TermsDraft) -> int:
    """A fifth of what the contract comes to at its guaranteed prices, the only price that is sure when it is made."""
    return value_fen(terms.lines) * DEPOSIT_PERCENT // 100


def check_penalties(penalties: Penalties) -> None:
    """:raises BadPenalty: if one is below nothing or beyond what is usual"""
    shares = (penalties.elsewhere_permille, penalties.refused_permille)
    late_is_right = 0 <= penalties.late_permille_a_day <= MOST_LATE_PERMILLE_A_DAY
    if not late_is_right or min(shares) < 0 or max(shares) > MOST_PENALTY_PERMILLE:
        raise BadPenalty()
