"""Why a report of use is refused."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid


class NoReason(Invalid):
    code = "usage.no_reason"
    sentence = gettext_noop("请写明原因。")


class NoSuchLicence(Invalid):
    code = "usage.no_such_licence"
    sentence = gettext_noop("没有用标授权“{given}”，或者不是您单位的。")


class ReportedAlready(AlreadyDone):
    code = "usage.reported_already"
    sentence = gettext_noop("{month} 的用标报告已经交过了。")


class RetractedAlready(AlreadyDone):
    code = "usage.retracted_already"
    sentence = gettext_noop("这份用标报告已经收回过了。")


class NothingToRetract(Invalid):
    code = "usage.nothing_to_retract"
    sentence = gettext_noop("{month} 没有交过用标报告，没有什么可收回的。")


class MonthNotOver(Invalid):
    code = "usage.month_not_over"
    sentence = gettext_noop("{month} 还没有过完，过完再报。")


class UnexplainedDifference(Invalid):
    code = "usage.unexplained_difference"
    sentence = gettext_noop("账上应有 {expected} 枚，数到 {counted} 枚，请写明为什么不一样。")
    remedy = gettext_noop("损坏的请先报损坏，再交报告。")
