"""Why a recall, a notice or a drill is not taken down."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NothingThere(Refusal):
    code = "trace.nothing_there"
    sentence = gettext_noop("{kind}“{given}”查不到果品。")
    remedy = gettext_noop("请核对编号；大箱、托盘、库房和生产线还要核对时段。")


class NoReason(Invalid):
    code = "trace.no_reason"
    sentence = gettext_noop("请写明召回的原因。")


class CutOff(Refusal):
    code = "trace.cut_off"
    sentence = gettext_noop("牵涉的果品太多，一次查不完，没有召回。")
    remedy = gettext_noop("请换一个更靠近问题的起点，或者缩短时段。")


class AlreadyEnded(AlreadyDone):
    code = "trace.already_ended"
    sentence = gettext_noop("这次召回已经结束。")


class AlreadyAnswered(AlreadyDone):
    code = "trace.already_answered"
    sentence = gettext_noop("这份通知已经有了答复。")


class FoundTooMany(Invalid):
    code = "trace.found_too_many"
    sentence = gettext_noop("通知里一共 {boxes} 箱，找到的不能是 {found} 箱。")


class NotCounted(Invalid):
    code = "trace.not_counted"
    sentence = gettext_noop("打通了的，请说还剩几箱。")


class NotAPhone(Invalid):
    code = "trace.not_a_phone"
    sentence = gettext_noop("“{given}”不是电话号码。")


class SamePhone(Invalid):
    code = "trace.same_phone"
    sentence = gettext_noop("{phone} 就是刚才打的号码。")
    remedy = gettext_noop("请填问到的新号码；没有问到，就空着。")


class PhoneNotWrong(Invalid):
    code = "trace.phone_not_wrong"
    sentence = gettext_noop("“号码不对”的，才填新号码。")


class StillUntold(Refusal):
    code = "trace.still_untold"
    sentence = gettext_noop("还有 {notices} 家没有答复。")
    remedy = gettext_noop("请逐家联系，把结果记下来，再结束召回。")
