"""Why payouts say no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NothingToPay(Refusal):
    code = "payouts.nothing_to_pay"
    sentence = gettext_noop("没有要付的：没有入账的结算单，或者都没有登记银行账号。")


class UnknownReference(Invalid):
    code = "payouts.unknown_reference"
    sentence = gettext_noop("银行回单里的 {reference} 不是这一批付款。")


class AnsweredOtherwise(Refusal):
    code = "payouts.answered_otherwise"
    sentence = gettext_noop("{reference} 已经登记过相反的结果。")
    remedy = gettext_noop("请核对回单；付成以后又退回来的，请在付款文件里登记“银行退回”。")


class NotPaid(Refusal):
    code = "payouts.not_paid"
    sentence = gettext_noop("{reference} 还没有付成，谈不上退回。")
    remedy = gettext_noop("银行没付成的，请读回单。")


class AlreadyReturned(AlreadyDone):
    code = "payouts.already_returned"
    sentence = gettext_noop("{reference} 已经登记过银行退回。")


class BadPayee(Invalid):
    code = "payouts.bad_payee"
    sentence = gettext_noop("银行账号要写户名和 8 到 32 位数字的账号。")


class NoReason(Invalid):
    code = "payouts.no_reason"
    sentence = gettext_noop("请写明原因。")


class SameAccount(AlreadyDone):
    code = "payouts.same_account"
    sentence = gettext_noop("和现在的一样，没有要改的。")
