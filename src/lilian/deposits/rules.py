"""What is left of deposits, what a reason makes of one, and which accounts it moves between."""

from collections.abc import Sequence

from lilian.contracts.values import INSTEAD_OF_PENALTY, DepositEnd, EndReason
from lilian.deposits.values import ENDS, NEEDS_END, Ground, Way, Why
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.ledger.values import AccountKey, Purpose

WAYS = {
    DepositEnd.RETURNED: (Way.BANK, Way.CASH),
    DepositEnd.KEPT: (Way.NONE,),
    DepositEnd.DOUBLED: (Way.BANK, Way.CASH, Way.SETTLEMENT),
}
READY = {Way.BANK: Purpose.BANK, Way.CASH: Purpose.CASH}


class NoGround(Refusal):
    code = "deposits.no_ground"
    sentence = gettext_noop("合同 {number} 没有因为这个原因终止，定金不能这样办。")
    remedy = gettext_noop("先终止合同，写明同样的原因；履行完毕的等交果期过了再办。")


class RuleNotNamed(Refusal):
    code = "deposits.rule_not_named"
    sentence = gettext_noop("合同 {number} 没有约定定金罚则，定金只能退回。")


class PenaltyChosen(Refusal):
    code = "deposits.penalty_chosen"
    sentence = gettext_noop("合同 {number} 为这件事收过违约金，不再用定金罚则。")
    remedy = gettext_noop("民法典第五百八十八条：定金罚则和违约金只能选一样。")


class RuleUsed(Refusal):
    code = "deposits.rule_used"
    sentence = gettext_noop("合同 {number} 的定金已经双倍返还过。")


def settled(deposits: Sequence[tuple[int, int]], standing_fen: int) -> list[int]:
    """Of deposits on one account, as (paid, closed) fen in the order they were paid: what settlements took of each.

    `standing_fen` is what still stands on the account; what is on it from elsewhere makes nothing settled.
    """
    taken = max(0, sum(paid - closed for paid, closed in deposits) - standing_fen)
    parts = []
    for paid, closed in deposits:
        part = min(taken, max(0, paid - closed))
        parts.append(part)
        taken -= part
    return parts


def check_ground(why: Why, ground: Ground, number: str) -> DepositEnd:
    """What becomes of the deposit for this reason.

    :raises NoGround, RuleNotNamed, PenaltyChosen, RuleUsed: if the contract gives no right to it
    """
    end = ENDS[why]
    if not has_happened(why, ground):
        raise NoGround(number=number)
    if end is DepositEnd.RETURNED:
        return end
    if not ground.names_rule:
        raise RuleNotNamed(number=number)
    if INSTEAD_OF_PENALTY[end].value in ground.charged:
        raise PenaltyChosen(number=number)
    if DepositEnd.DOUBLED.value in ground.charged:
        raise RuleUsed(number=number)
    return end


def has_happened(why: Why, ground: Ground) -> bool:
    if why is Why.FULFILLED:
        return ground.is_over or ground.ended is EndReason.FULFILLED
    return why not in NEEDS_END or ground.ended is NEEDS_END[why]


def sides(end: DepositEnd, way: Way, fen: int, whose: AccountKey, buyer_id: int | None) -> dict[AccountKey, int]:
    """Fen on each account, debit positive; they sum to zero. `whose` is the account the deposit stands on.

    `buyer_id` None: the co-operative buys itself. What a buyer loses it owes, what it gains is owed to it.
    """
    book = whose.book_id
    if end is DepositEnd.RETURNED:
        return {AccountKey(book, READY[way]): fen, whose: -fen}
    if end is DepositEnd.KEPT:
        loses = _of_buyer(book, buyer_id, Purpose.RECEIVABLE, Purpose.COST)
        return {loses: fen, whose: -fen}
    gains = _of_buyer(book, buyer_id, Purpose.PAYABLE, Purpose.REVENUE)
    if way is Way.SETTLEMENT:  # the next settlement takes the deposit itself from its own account
        return {AccountKey(book, Purpose.PENALTY, household_id=whose.household_id): fen, gains: -fen}
    return {AccountKey(book, READY[way]): 2 * fen, whose: -fen, gains: -fen}


def _of_buyer(book_id: int, buyer_id: int | None, another: Purpose, itself: Purpose) -> AccountKey:
    return AccountKey(book_id, itself) if buyer_id is None else AccountKey(book_id, another, organisation_id=buyer_id)


def closes(end: DepositEnd, way: Way) -> bool:
    """Whether the deposit's account is touched: what the next settlement takes still stands there."""
    return not (end is DepositEnd.DOUBLED and way is Way.SETTLEMENT)
