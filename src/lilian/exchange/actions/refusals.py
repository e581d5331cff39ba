"""Why the exchange says no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid


class BadEvent(Invalid):
    code = "exchange.bad_event"
    sentence = gettext_noop("事件不正确：{fault}")


class ToldBefore(AlreadyDone):
    code = "exchange.told_before"
    sentence = gettext_noop("事件 {event_id} 已经报过了。")


class QueryNameTaken(AlreadyDone):
    code = "exchange.query_name_taken"
    sentence = gettext_noop("查询“{name}”已经有了。")


class WrongSubscription(Invalid):
    code = "exchange.wrong_subscription"
    sentence = gettext_noop("订阅不正确：{fault}")
