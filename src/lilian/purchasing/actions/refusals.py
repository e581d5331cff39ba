"""Why an act of group purchasing is refused."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NoName(Invalid):
    code = "purchasing.no_name"
    sentence = gettext_noop("请给这次团购起个名字。")


class BadTimes(Invalid):
    code = "purchasing.bad_times"
    sentence = gettext_noop("截止时间不对：需求要在现在以后截止，报价要在需求截止以后截止。")


class BadDeposit(Invalid):
    code = "purchasing.bad_deposit"
    sentence = gettext_noop("定金比例要在 0 到 100% 之间。")


class NoArticles(Invalid):
    code = "purchasing.no_articles"
    sentence = gettext_noop("至少要选一种农资。")


class ArticleThere(AlreadyDone):
    code = "purchasing.article_there"
    sentence = gettext_noop("“{name}”已经在这次团购里了。")


class NotCollecting(Refusal):
    code = "purchasing.not_collecting"
    sentence = gettext_noop("需求已经截止，不能再填、再改了。")
    remedy = gettext_noop("有特殊情况请联系联盟办。")


class NotQuoting(Refusal):
    code = "purchasing.not_quoting"
    sentence = gettext_noop("现在不收报价：还没有开始，或者已经开标。")


class StillSealed(Refusal):
    code = "purchasing.still_sealed"
    sentence = gettext_noop("报价到 {until} 才开标，在那以前谁也看不到，也不能测算。")


class WrongStage(Refusal):
    code = "purchasing.wrong_stage"
    sentence = gettext_noop("这次团购现在是“{stage}”，还不能或者不用再办这件事。")


class NotApprovedYet(Refusal):
    code = "purchasing.not_approved_yet"
    sentence = gettext_noop("还有 {count} 条需求没有审核。")
    remedy = gettext_noop("先审核；确定不要这些的话，请勾选“没审核的不算”。")


class ArticleOfAnother(Invalid):
    code = "purchasing.article_of_another"
    sentence = gettext_noop("这种农资不在这次团购里。")


class NoChange(AlreadyDone):
    code = "purchasing.no_change"
    sentence = gettext_noop("和原来的一样，没有改动。")


class NothingToConfirm(AlreadyDone):
    code = "purchasing.nothing_to_confirm"
    sentence = gettext_noop("没有要审核的需求。")


class AlreadyTaken(AlreadyDone):
    code = "purchasing.already_taken"
    sentence = gettext_noop("已经采纳过一份方案，价格已定，不能再改。")


class AnswerOutdated(Refusal):
    code = "purchasing.answer_outdated"
    sentence = gettext_noop("这份方案算好以后需求或者报价变了。")
    remedy = gettext_noop("请重新测算。")


class NoReason(Invalid):
    code = "purchasing.no_reason"
    sentence = gettext_noop("请写明原因。")


class NotAWinnerCount(Invalid):
    code = "purchasing.not_a_winner_count"
    sentence = gettext_noop("最多几家中标，要填 1 或以上的整数。")


class AlreadyReceived(AlreadyDone):
    code = "purchasing.already_received"
    sentence = gettext_noop("这里的货已经点收过了。")


class CountedTwice(Invalid):
    code = "purchasing.counted_twice"
    sentence = gettext_noop("同一行货写了两次点收。")


class NotAllReceived(Refusal):
    code = "purchasing.not_all_received"
    sentence = gettext_noop("“{place}”还有 {count} 种货没有点收，先点收才能出账单、发货。")


class AlreadyBilled(AlreadyDone):
    code = "purchasing.already_billed"
    sentence = gettext_noop("“{place}”的账单已经出过了。")


class NotAllBilled(Refusal):
    code = "purchasing.not_all_billed"
    sentence = gettext_noop("还有 {count} 个地方没有出账单，不能结清。")


class UnknownCampaign(Invalid):
    code = "purchasing.unknown_campaign"
    sentence = gettext_noop("没有编号为 {given} 的团购。")
    remedy = gettext_noop("团购编号写在团购的页面上，也写在下载的表里。")


class UnknownBuyer(Invalid):
    code = "purchasing.unknown_buyer"
    sentence = gettext_noop("您没有替“{given}”报需求的权限，或者没有这个编号。")
    remedy = gettext_noop("请核对编号；一个单位的农户要写在它自己的单位编号下。")


class UnknownHousehold(UnknownBuyer):
    code = "purchasing.unknown_household"


class UnknownInput(Invalid):
    code = "purchasing.unknown_input"
    sentence = gettext_noop("这次团购里没有编号为“{given}”的农资。")
    remedy = gettext_noop("请用下载的表里的农资编号。")


class UnknownSubstitute(UnknownInput):
    code = "purchasing.unknown_substitute"


class AskedTwice(Invalid):
    code = "purchasing.asked_twice"
    sentence = gettext_noop("同一家的“{given}”在表里写了两行。")
    remedy = gettext_noop("请合成一行。")
