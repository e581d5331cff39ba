"""Why certificates say no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class MoreThanItWeighs(Refusal):
    code = "certificates.more_than_it_weighs"
    sentence = gettext_noop("批次 {lot} 一共 {whole} 公斤，合格证已经开了 {promised} 公斤，这次最多再开 {left} 公斤。")
    remedy = gettext_noop("请改重量；开错的合格证先作废。")


class NotOneBatch(Invalid):
    code = "certificates.not_one_batch"
    sentence = gettext_noop("一张合格证只开给同一天、同一个品种的批次。")
    remedy = gettext_noop("请分开开具。")


class LotOfAnother(Invalid):
    code = "certificates.lot_of_another"
    sentence = gettext_noop("批次 {lot} 不是承诺人的果。")


class NoSuchEarlier(Invalid):
    code = "certificates.no_such_earlier"
    sentence = gettext_noop("写明的合格证里有作废的、退回的，或者不是您收取的。")


class AlreadyVoid(AlreadyDone):
    code = "certificates.already_void"
    sentence = gettext_noop("合格证 {number} 已经作废了。")


class VoidWithoutReason(Invalid):
    code = "certificates.void_without_reason"
    sentence = gettext_noop("请写明为什么作废。")


class DoesNotFit(Refusal):
    code = "certificates.does_not_fit"
    sentence = gettext_noop("合格证 {number} 不能用在这批果上：{why}。")
    remedy = gettext_noop("请核对编号；企业和合作社请先在系统里开一张合适的。")


class PhotoThere(AlreadyDone):
    code = "certificates.photo_there"
    sentence = gettext_noop("这张合格证已经有照片了。")
