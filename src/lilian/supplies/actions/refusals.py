"""Why an act on stock is refused."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NotSigned(Invalid):
    code = "supplies.not_signed"
    sentence = gettext_noop("请写是谁签的字。")


class NothingFetched(Invalid):
    code = "supplies.nothing_fetched"
    sentence = gettext_noop("没有要领的农资。")


class AlreadyFetched(AlreadyDone):
    code = "supplies.already_fetched"
    sentence = gettext_noop("这一份已经由{name}签字领走了。")


class TooFew(Refusal):
    code = "supplies.too_few"
    sentence = gettext_noop("{input}能发的只有 {has}，不够 {wanted}。")
    remedy = gettext_noop("请核对点收；过了有效期的不能发。")


class OtherExpiry(Refusal):
    code = "supplies.other_expiry"
    sentence = gettext_noop("批号“{batch}”以前记的有效期是 {known}，这次写的不一样。")
    remedy = gettext_noop("请看包装再核对批号和有效期。")


class SaysWhy(Invalid):
    code = "supplies.says_why"
    sentence = gettext_noop("报损耗要写明情况，数量要大于 0。")


class NoPoint(Invalid):
    code = "supplies.no_point"
    sentence = gettext_noop("这里不是这个单位的领货点。")
