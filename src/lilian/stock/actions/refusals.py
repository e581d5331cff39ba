"""Why the journal says no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NotEnough(Refusal):
    code = "stock.not_enough"
    sentence = gettext_noop("批次 {lot} 在 {location} 可用 {free}，要动 {wanted}。")
    remedy = gettext_noop("请核对重量；被预留或留置的部分要先解除。")


class NoWeight(Invalid):
    code = "stock.no_weight"
    sentence = gettext_noop("重量要大于 0，件数不能小于 0。")


class SameLocation(AlreadyDone):
    code = "stock.same_location"
    sentence = gettext_noop("货已经在那里了。")


class SharesDiffer(Invalid):
    code = "stock.shares_differ"
    sentence = gettext_noop("各地块合计 {sum}，与重量 {weight} 不符。")


class MadeMoreThanTaken(Invalid):
    code = "stock.made_more_than_taken"
    sentence = gettext_noop("投入 {taken}，产出 {made}，产出不能多于投入。")
    remedy = gettext_noop("请核对称重；漏记的投入请补上。")


class NothingTaken(Invalid):
    code = "stock.nothing_taken"
    sentence = gettext_noop("没有填写任何一行。")


class ConditionForbids(Refusal):
    code = "stock.condition_forbids"
    sentence = gettext_noop("批次 {lot} {condition}，不能办“{kind}”。")
    remedy = gettext_noop("隔离的批次放行后再办；召回的批次只能移库、盘点、退货和报废。")


class DayClosed(Refusal):
    code = "stock.day_closed"
    sentence = gettext_noop("{day} 已经结账，不能再记。")
    remedy = gettext_noop("请记在今天；记错的旧账用冲销更正。")


class DayToCome(Invalid):
    code = "stock.day_to_come"
    sentence = gettext_noop("{day} 还没有到。")


class LocationClosed(Refusal):
    code = "stock.location_closed"
    sentence = gettext_noop("{location} 已经停用，不能再放货。")


class NoDifference(AlreadyDone):
    code = "stock.no_difference"
    sentence = gettext_noop("盘点数与账面相同，不用记差异。")


class NoReason(Invalid):
    code = "stock.no_reason"
    sentence = gettext_noop("请写明原因。")


class AlreadyReversed(AlreadyDone):
    code = "stock.already_reversed"
    sentence = gettext_noop("这一笔已经冲销过了，或者它本身就是冲销。")


class ToldElsewhere(Refusal):
    code = "stock.told_elsewhere"
    sentence = gettext_noop("这一笔账是“{module}”里一张单据记的，不能单独冲销。")
    remedy = gettext_noop(
        "请在那里撤回或作废那张单据；已经结束、撤不回的，重量不对就盘点，放错地方就移库，等级不对就再分选一次。"
    )


class HoldEnded(AlreadyDone):
    code = "stock.hold_ended"
    sentence = gettext_noop("这笔预留已经结束了。")


class HoldOfAnother(Invalid):
    code = "stock.hold_of_another"
    sentence = gettext_noop("这笔预留不是为这批货做的。")
