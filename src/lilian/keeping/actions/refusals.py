"""Why keeping says no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class MoreThanCame(Invalid):
    code = "keeping.more_than_came"
    sentence = gettext_noop("这一车还剩 {left} 没有入库，填了 {given}。")
    remedy = gettext_noop("请核对重量；到货记错了，先到到货单撤回重记。")


class MovesByMoving(Invalid):
    code = "keeping.moves_by_moving"
    sentence = gettext_noop("从别的库房移来的果，不能当新来的入库。")
    remedy = gettext_noop("请在原来的库房办“移库”。")


class OtherStore(Invalid):
    code = "keeping.other_store"
    sentence = gettext_noop("这一车到的是 {store}，不能放进别的库。")
    remedy = gettext_noop("请先放进这座库的库房，再办移库。")


class WhoseFruit(Invalid):
    code = "keeping.whose_fruit"
    sentence = gettext_noop("没有说明是谁的什么果。")
    remedy = gettext_noop("请选货主和品种。")


class RoomPromised(Refusal):
    code = "keeping.room_promised"
    sentence = gettext_noop("{room} 还能放 {free}，要放 {wanted}，其余答应了别人。")
    remedy = gettext_noop("请换一间库房，或先撤回用不上的约定。")


class RoomTooSmall(Invalid):
    code = "keeping.room_too_small"
    sentence = gettext_noop("{room} 申报库容 {capacity}，放进去就有 {then} 了。")
    remedy = gettext_noop("请核对单位，或换一间库房。")


class NotItsBooking(Invalid):
    code = "keeping.not_its_booking"
    sentence = gettext_noop("这个约定不是这间库房、这个货主的，或者已经过期、用完。")
    remedy = gettext_noop("请重新选约定。")


class NotExplained(Invalid):
    code = "keeping.not_explained"
    sentence = gettext_noop("批次 {lot} 盘到 {found}，账面 {book}，没有选差异原因。")


class NothingDiffers(Invalid):
    code = "keeping.nothing_differs"
    sentence = gettext_noop("批次 {lot} 和账面一样，不用选差异原因。")


class NotThere(Invalid):
    code = "keeping.not_there"
    sentence = gettext_noop("这间库房里没有批次 {lot}。")


class NothingCounted(Invalid):
    code = "keeping.nothing_counted"
    sentence = gettext_noop("一个批次也没有盘。")


class SameRoom(AlreadyDone):
    code = "keeping.same_room"
    sentence = gettext_noop("果已经在这间库房里。")


class TakenBackAlready(AlreadyDone):
    code = "keeping.taken_back_already"
    sentence = gettext_noop("这次入库已经撤回过了。")


class BadDays(Invalid):
    code = "keeping.bad_days"
    sentence = gettext_noop("从 {first} 存到 {last}，日期不对。")
    remedy = gettext_noop("开始不能早于今天，结束要在开始以后，最长 {most} 天。")


class NoWeightAsked(Invalid):
    code = "keeping.no_weight_asked"
    sentence = gettext_noop("没有填要多少吨。")


class NotOpen(AlreadyDone):
    code = "keeping.request_not_open"
    sentence = gettext_noop("这个申请已经答复过或撤回了。")


class RoomNotFree(Refusal):
    code = "keeping.room_not_free"
    sentence = gettext_noop("{room} 这些天最多还能放 {free}，要 {wanted}。")
    remedy = gettext_noop("请选别的库房，或请对方少要一些。")


class NeverReported(Invalid):
    code = "keeping.never_reported"
    sentence = gettext_noop("{room} 没有填报过，不知道空多少，不能答应。")
    remedy = gettext_noop("请先填报这间库房的库存。")


class BookingEnded(AlreadyDone):
    code = "keeping.booking_ended"
    sentence = gettext_noop("这个约定已经结束了。")


class SayWhy(Invalid):
    code = "keeping.say_why"
    sentence = gettext_noop("请写明原因。")


class Acknowledged(AlreadyDone):
    code = "keeping.acknowledged"
    sentence = gettext_noop("这个告警 {name} 已经确认过了。")


class SayWhatWasDone(Invalid):
    code = "keeping.say_what_was_done"
    sentence = gettext_noop("请写明看到了什么、怎么处理的。")


class FeeTaken(Invalid):
    code = "keeping.fee_taken"
    sentence = gettext_noop("从 {day} 起的单价已经有了。")
    remedy = gettext_noop("请换一个生效日期。")


class FeeAlreadyBegun(Invalid):
    code = "keeping.fee_already_begun"
    sentence = gettext_noop("单价不能从 {day} 起算，那一天已经过去。")
    remedy = gettext_noop("请选今天或以后的日子，过去的费用不改。")


class CountedTwice(Invalid):
    code = "keeping.counted_twice"
    sentence = gettext_noop("同一批写了两次。")
    remedy = gettext_noop("一批在一间库房只写一行，写盘到的总数。")


class LifeReachesBack(Invalid):
    code = "keeping.life_reaches_back"
    sentence = gettext_noop("新的存期要从今天或以后开始，{day} 已经过了。")


class LifeTaken(AlreadyDone):
    code = "keeping.life_taken"
    sentence = gettext_noop("这个品种、等级和采收早晚，从 {day} 起的存期已经公布过了。")
    remedy = gettext_noop("公布了的不改，请换一天再公布一版。")


class LifeAsBefore(AlreadyDone):
    code = "keeping.life_as_before"
    sentence = gettext_noop("和现在执行的存期一样，不用再公布。")
