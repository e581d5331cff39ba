"""Why settlement says no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NothingToSettle(Refusal):
    code = "settlement.nothing_to_settle"
    sentence = gettext_noop("这几天没有可以结算的。")
    remedy = gettext_noop("没有定价的单子要先定价；结算过的不会再结。")


class NothingToTopUp(Refusal):
    code = "settlement.nothing_to_top_up"
    sentence = gettext_noop("没有可以补的：卖得的钱不比交果时付的多。")


class NobodyToShareWith(Invalid):
    code = "settlement.nobody_to_share_with"
    sentence = gettext_noop("要分的 {yuan} 元没有人可以分：这几天没有这个等级的果。")


class BadPeriod(Invalid):
    code = "settlement.bad_period"
    sentence = gettext_noop("结算的日子不对：到哪天不能早于从哪天，也不能晚于今天。")


class NoBook(Refusal):
    code = "settlement.no_book"
    sentence = gettext_noop("{organisation} 还没有账本，先开账再结算。")


class BadScheme(Invalid):
    code = "settlement.bad_scheme"
    sentence = gettext_noop("服务费最多 50%，至少付现最多 100%，分 1 到 60 期还，第一期至少在下个月。")


class SameSettings(AlreadyDone):
    code = "settlement.same_settings"
    sentence = gettext_noop("和现在的一样，没有要改的。")


class AlreadyDecided(AlreadyDone):
    code = "settlement.already_decided"
    sentence = gettext_noop("这一批已经入账或者退回了。")


class SamePerson(Refusal):
    code = "settlement.same_person"
    sentence = gettext_noop("编制的人不能自己审批，同一个人也不能批两次。")
    remedy = gettext_noop("请另外两个人来批。")


class Changed(Refusal):
    code = "settlement.changed"
    sentence = gettext_noop("编好以后，单子或者账变了：{code} 和现在算的不一样。")
    remedy = gettext_noop("请退回这一批，重新编一次。")


class ToppedUpSince(Refusal):
    code = "settlement.topped_up_since"
    sentence = gettext_noop("这一批起草以后，同一些果的另一批补差已经入账。")
    remedy = gettext_noop("请退回这一批，重新编一次。")


class NoReason(Invalid):
    code = "settlement.no_reason"
    sentence = gettext_noop("请写明原因。")


class NotFreeToTake(Refusal):
    code = "settlement.not_free_to_take"
    sentence = gettext_noop("要扣回 {wanted} 元；这户还没付、也没有交给银行的只有 {free} 元。")
    remedy = gettext_noop("在银行手里的，等回单读回来再扣；已经付给农户的，请另记一笔欠款，下次结算时扣。")


class NotPosted(Refusal):
    code = "settlement.not_posted"
    sentence = gettext_noop("还没有入账的结算单不能提异议。")


class AlreadyAnswered(AlreadyDone):
    code = "settlement.already_answered"
    sentence = gettext_noop("这个异议已经答复了。")
