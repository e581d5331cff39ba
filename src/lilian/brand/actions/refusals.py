"""Why a mark says no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class MarkTaken(AlreadyDone):
    code = "brand.mark_taken"
    sentence = gettext_noop("标志代码“{given}”已经有了。")


class RulesReachBack(Invalid):
    code = "brand.rules_reach_back"
    sentence = gettext_noop("新的用标规则要从 {earliest} 或以后开始执行。")


class GradeNotThere(Invalid):
    code = "brand.grade_not_there"
    sentence = gettext_noop("这一版标准里没有等级“{grade}”。")


class LabelTooSmall(Invalid):
    code = "brand.label_too_small"
    sentence = gettext_noop("规格“{spec}”一箱 {label} 克，标签加起来只代表 {grams} 克。")
    remedy = gettext_noop("一箱的标签要够一箱的果。")


class NoCreditCode(Refusal):
    code = "brand.no_credit_code"
    sentence = gettext_noop("{holder} 还没有登记统一社会信用代码，不能授权。")
    remedy = gettext_noop("专用标志上要印信用代码，请先在成员单位里补上。")


class LicensedAlready(AlreadyDone):
    code = "brand.licensed_already"
    sentence = gettext_noop("{holder} 在这段时间已经有用标授权 {number}。")


class DoesNotFollow(Refusal):
    code = "brand.does_not_follow"
    sentence = gettext_noop("用标授权 {number} {state}，不能再{ruling}。")


class NoReason(Invalid):
    code = "brand.no_reason"
    sentence = gettext_noop("请写明原因。")


class LicenceDoesNotStand(Refusal):
    code = "brand.licence_does_not_stand"
    sentence = gettext_noop("用标授权 {number} {state}，今天不能用。")
    remedy = gettext_noop("请联系联盟办。")


class NoSuchLabels(Invalid):
    code = "brand.no_such_labels"
    sentence = gettext_noop("“{spec}”不能贴{mark}的标签。")


class TooLittleFruit(Refusal):
    code = "brand.too_little_fruit"
    sentence = gettext_noop("够等级、在产地、有合格证的果只够发 {most} 枚，这次要 {wanted} 枚。")
    remedy = gettext_noop("请先分级、开合格证，或者少领一些。")


class LabelsNotThere(Invalid):
    code = "brand.labels_not_there"
    sentence = gettext_noop("这次发了 {count} 枚标签，要的编号不全在里面。")


class AnsweredAlready(AlreadyDone):
    code = "brand.answered_already"
    sentence = gettext_noop("这次领标已经答复过了。")


class LabelNotOnHand(Invalid):
    code = "brand.label_not_on_hand"
    sentence = gettext_noop("从 {first} 到 {last} 不全是手里的标签。")
    remedy = gettext_noop("请照标签上的编号填，一卷一卷地填。")


class LabelsRanOut(Refusal):
    code = "brand.labels_ran_out"
    sentence = gettext_noop("{mark}的标签不够：还有 {left} 枚，这次要 {wanted} 枚。")
    remedy = gettext_noop("请先领标，或者少装几箱。")


class MarkedAlready(AlreadyDone):
    code = "brand.marked_already"
    sentence = gettext_noop("这次包装已经写明贴标了。")


class BoxesBefore(Refusal):
    code = "brand.boxes_before"
    sentence = gettext_noop("已经装了箱，不能再改成贴标。")
    remedy = gettext_noop("请另开一次包装。")
