"""Why packing says no."""

from collections.abc import Callable

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal, untranslated


class SpecTaken(AlreadyDone):
    code = "packing.spec_taken"
    sentence = gettext_noop("规格编号“{given}”或它的商品条码已经有了。")


class SpecReachesBack(Invalid):
    code = "packing.spec_reaches_back"
    sentence = gettext_noop("新的一版要从 {earliest} 或以后开始执行，不能改变已经装好的箱。")


class SpecNotYet(Refusal):
    code = "packing.spec_not_yet"
    sentence = gettext_noop("规格“{name}”在 {day} 这一天还没有执行。")


class NoLots(Invalid):
    code = "packing.no_lots"
    sentence = gettext_noop("请至少选一个要装箱的批次。")


class LotNotHere(Invalid):
    code = "packing.lot_not_here"
    sentence = gettext_noop("批次 {lot} 不在 {location}。")
    remedy = gettext_noop("请先移到这里，或选别的批次。")


class OtherVariety(Invalid):
    code = "packing.other_variety"
    sentence = gettext_noop("批次 {lot} 是 {variety} {grade}，规格要的是 {wanted} {wanted_grade}。")


class OtherOwner(Invalid):
    code = "packing.other_owner"
    sentence = gettext_noop("批次 {lot} 是另一家的果，不能和前面的批次装进同一批箱。")
    remedy = gettext_noop("请分开装；已经收购的先办过户。")


class LotTwice(AlreadyDone):
    code = "packing.lot_twice"
    sentence = gettext_noop("这个批次已经在这次包装里了。")


class LotStopped(Refusal):
    code = "packing.lot_stopped"
    sentence = gettext_noop("批次 {lot} {condition}，不能装箱。")
    remedy = gettext_noop("请停下这次包装：隔离的放行以后再装，召回的不再装。")


class PackingClosed(Refusal):
    code = "packing.closed"
    sentence = gettext_noop("这次包装已经结束，不能再改。")
    remedy = gettext_noop("请另开一次包装。")


class PackingStopped(Refusal):
    code = "packing.stopped"
    sentence = gettext_noop("这次包装已被召回停下（{reason}），不能再装，也不能结束。")
    remedy = gettext_noop("没有问题的果请另开一次包装；这一次的箱都作废以后，可以取消它。")


class NothingPacked(Invalid):
    code = "packing.nothing_packed"
    sentence = gettext_noop("这次包装还没有装出一箱。")
    remedy = gettext_noop("没有装就办“取消包装”。")


class TakenTwice(Invalid):
    code = "packing.taken_twice"
    sentence = gettext_noop("同一批写了两次。")
    remedy = gettext_noop("一批只写一行，写一共用了多少。")


class StillBoxes(Refusal):
    code = "packing.still_boxes"
    sentence = gettext_noop("这次包装还有 {boxes} 箱没有作废，不能取消。")


class NothingWeighed(Invalid):
    code = "packing.nothing_weighed"
    sentence = gettext_noop("没有收到一箱。")


class BoxRefused(Invalid):
    """One of several boxes: which, and why, as the refusal of that box says it."""

    code = "packing.box_refused"
    sentence = gettext_noop("第 {row} 箱：{why}")

    def parts(self, translate: Callable[[str], str] = untranslated) -> tuple[str, str]:
        why, remedy = self.fields["why"].parts(translate)
        return translate(self.sentence).format(row=self.fields["row"], why=why), remedy


class BoxAhead(Invalid):
    code = "packing.box_ahead"
    sentence = gettext_noop("装箱的时刻 {at} 不在这次包装开始以后、现在以前。")


class AlreadyVoid(AlreadyDone):
    code = "packing.already_void"
    sentence = gettext_noop("这一箱已经作废了。")


class NoReason(Invalid):
    code = "packing.no_reason"
    sentence = gettext_noop("请写明原因。")


class OnAnotherPallet(Refusal):
    code = "packing.on_another_pallet"
    sentence = gettext_noop("箱 {box} 还在托盘 {pallet} 上。")
    remedy = gettext_noop("请先从那个托盘上取下。")


class BoxIsVoid(Invalid):
    code = "packing.box_is_void"
    sentence = gettext_noop("箱 {box} 已经作废，不能上托盘。")


class NoSuchBox(Invalid):
    code = "packing.no_such_box"
    sentence = gettext_noop("没有箱号 {box}。")
    remedy = gettext_noop("请核对标签上的 14 位箱号。")


class PalletEmpty(AlreadyDone):
    code = "packing.pallet_empty"
    sentence = gettext_noop("托盘上没有这些箱。")
