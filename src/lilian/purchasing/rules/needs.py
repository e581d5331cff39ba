"""What a need may say, and what may be decided of it."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.purchasing.values import NeedState, Ruled, Wanted

MOST_UNITS = 100_000


class BadQuantity(Invalid):
    code = "purchasing.bad_quantity"
    sentence = gettext_noop("数量要是 0 到 100000 的整数，“最多”不能比要的少。")


class SubstitutesItself(Invalid):
    code = "purchasing.substitutes_itself"
    sentence = gettext_noop("替代品不能是它自己。")


class GrantsMore(Invalid):
    code = "purchasing.grants_more"
    sentence = gettext_noop("批的数量 {granted} 超过了要的 {asked}。")


class CutWithoutReason(Invalid):
    code = "purchasing.cut_without_reason"
    sentence = gettext_noop("减少或退回要写明原因。")
    remedy = gettext_noop("原因会让报需求的人看到。")


def tidied(wanted: Wanted) -> Wanted:
    """With `most` at least what is wanted.

    :raises BadQuantity, SubstitutesItself: as the names say
    """
    most = wanted.most or wanted.quantity
    if not 0 <= wanted.quantity <= most <= MOST_UNITS:
        raise BadQuantity()
    if wanted.substitute_id == wanted.article_id:
        raise SubstitutesItself()
    return Wanted(wanted.article_id, wanted.quantity, most, wanted.substitute_id)


def check_ruling(ruled: Ruled, asked: int) -> None:
    """:raises GrantsMore, CutWithoutReason: as the names say"""
    if not 0 <= ruled.granted <= asked:
        raise GrantsMore(granted=ruled.granted, asked=asked)
    if ruled.granted < asked and not ruled.reason.strip():
        raise CutWithoutReason()


def state_after(granted: int, *, by_alliance: bool) -> NeedState:
    if granted == 0:
        return NeedState.RETURNED
    return NeedState.APPROVED if by_alliance else NeedState.CONFIRMED


def most_of(quantity: int, most: int, granted: int) -> int:
    """Up to how much a need takes: a need that was cut takes no more than was granted."""
    return most if granted == quantity else granted
