"""Fruit weighed under a contract: the contract binds who sells, takes the variety, and says the price itself."""

from django.utils import timezone

from lilian.base.actors import system
from lilian.contracts import queries as contracts
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.receiving.values import PriceKind, SlipDraft

READER = system("receiving")  # a clerk weighs under contracts that only the co-operative's manager may read


class NoSuchContract(Invalid):
    code = "receiving.no_such_contract"
    sentence = gettext_noop("这户这一天没有编号 {number} 的有效合同。")
    remedy = gettext_noop("请从列表里选；合同没有录进系统的，请填合同上的价格。")


class NotInContract(Invalid):
    code = "receiving.not_in_contract"
    sentence = gettext_noop("合同 {number} 不收这个品种。")
    remedy = gettext_noop("请按挂牌价收，或者选以后定价。")


class PriceIsTheContracts(Invalid):
    code = "receiving.price_is_the_contracts"
    sentence = gettext_noop("合同 {number} 的价格按合同算，不用另填。")
    remedy = gettext_noop("请把合同价空着，结算时自动算。")


def check_contract(draft: SlipDraft) -> None:
    """Of a household's slip; what organisations and persons agreed is a reference in words.

    :raises NoSuchContract: if nothing of that number counts for the household that day and no price is told
    :raises NotInContract: if it takes none of the variety
    :raises PriceIsTheContracts: if a price is told all the same
    """
    household_id, price = draft.seller.household_id, draft.price
    if price.kind is not PriceKind.CONTRACT or household_id is None:
        return
    number = price.contract.strip()
    in_force = contracts.terms_on(READER, timezone.localdate(draft.weighed_at), household_ids=[household_id])
    named = next((one for one in in_force if one.number == number), None)
    if named is None:
        if price.told_fen_per_kg is None:
            raise NoSuchContract(number=number)
        return
    if all(line.variety_id != draft.variety_id for line in named.terms.lines):
        raise NotInContract(number=number)
    if price.told_fen_per_kg is not None:
        raise PriceIsTheContracts(number=number)
