"""Why a parcel does not leave."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NobodyGetsIt(Invalid):
    code = "parcels.nobody_gets_it"
    sentence = gettext_noop("收件人要么选成员单位，要么写姓名和电话。")


class NothingLoaded(Invalid):
    code = "parcels.nothing_loaded"
    sentence = gettext_noop("没有填一个箱码。")


class TooManyBoxes(Invalid):
    code = "parcels.too_many_boxes"
    sentence = gettext_noop("一次最多发 {most} 箱，这里有 {boxes} 箱。")
    remedy = gettext_noop("请分成几票发。")


class NoSuchCode(Refusal):
    code = "parcels.no_such_code"
    sentence = gettext_noop("没有 {given} 这个箱码或托盘号。")
    remedy = gettext_noop("请再扫一次；托盘要先码上箱。")


class BoxStopped(Refusal):
    code = "parcels.box_stopped"
    sentence = gettext_noop("箱 {box} {why}，不能发。")
    remedy = gettext_noop("请把这一箱拿出来，再发其余的。")


class LotStopped(Refusal):
    code = "parcels.lot_stopped"
    sentence = gettext_noop("批次 {lot} {condition}，不能发。")
    remedy = gettext_noop("隔离的批次放行后再发；召回的批次只能退回和报废。")


class BoxGone(AlreadyDone):
    code = "parcels.box_gone"
    sentence = gettext_noop("箱 {box} 已经在发件 {parcel} 里了。")


class StillPacking(Refusal):
    code = "parcels.still_packing"
    sentence = gettext_noop("箱 {box} 的班次 {batch} 还没有结束，账上还没有这一箱。")
    remedy = gettext_noop("请先在包装里结束这个班次。")


class WrongMoment(Invalid):
    code = "parcels.wrong_moment"
    sentence = gettext_noop("{at} 不可能：要在装车或装箱之后，不能晚于现在。")


class AlreadyArrived(AlreadyDone):
    code = "parcels.already_arrived"
    sentence = gettext_noop("这票已经登记送到了。")


class NotInParcel(Refusal):
    code = "parcels.not_in_parcel"
    sentence = gettext_noop("箱 {box} 不在这票里，或者已经退回了。")


class NoReason(Invalid):
    code = "parcels.no_reason"
    sentence = gettext_noop("请写明为什么退回。")
