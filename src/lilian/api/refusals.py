"""What the door itself refuses, before any action is asked. Each carries its HTTP status."""

from collections.abc import Sequence
from typing import ClassVar

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal


class DoorRefusal(Refusal):
    """A refusal of the API as such."""

    status: ClassVar[int] = 400


class UnreadableBody(DoorRefusal):
    code = "api.unreadable_body"
    sentence = gettext_noop("请求的正文读不出来。")
    remedy = gettext_noop("请发送 UTF-8 编码的 JSON。")


class NoKey(DoorRefusal):
    code = "api.no_idempotency_key"
    sentence = gettext_noop("缺少请求头 Idempotency-Key。")
    remedy = gettext_noop("每次办理请生成一个新的编号（例如 UUID）；网络中断后重发时用同一个编号。")


class BadKey(DoorRefusal):
    code = "api.bad_idempotency_key"
    sentence = gettext_noop("请求头 Idempotency-Key 不正确。")
    remedy = gettext_noop("请用 1 到 200 个字母、数字或常用符号，例如 UUID。")


class NoCredentials(DoorRefusal):
    status = 401
    code = "api.no_credentials"
    sentence = gettext_noop("请先登录，或在请求头 Authorization 里写 Bearer 和有效的令牌。")


class UnsafeSession(DoorRefusal):
    status = 403
    code = "api.unsafe_session"
    sentence = gettext_noop("用网页登录身份办理时，请求必须带上本站的 CSRF 标记。")
    remedy = gettext_noop("程序之间对接请使用令牌。")


class NoSuchAddress(DoorRefusal):
    status = 404
    code = "api.no_such_address"
    sentence = gettext_noop("接口里没有这个地址。")
    remedy = gettext_noop("可用的地址见接口说明页。")


class WrongMethod(DoorRefusal):
    status = 405
    code = "api.wrong_method"
    sentence = gettext_noop("这个地址不支持这种请求方法。")
    remedy = gettext_noop("可用的方法见响应头 Allow。")


class TooLarge(DoorRefusal):
    status = 413
    code = "api.too_large"
    sentence = gettext_noop("请求的正文太大：最多 {megabytes} MB。")
    remedy = gettext_noop("请分几次发送。")


class NotJson(DoorRefusal):
    status = 415
    code = "api.not_json"
    sentence = gettext_noop("请求的正文必须是 JSON。")
    remedy = gettext_noop("请把请求头 Content-Type 写成 application/json。")


class WrongFormat(DoorRefusal):
    status = 415
    code = "api.wrong_format"
    sentence = gettext_noop("这个地址的正文必须是 {format}。")
    remedy = gettext_noop("请把请求头 Content-Type 写成 {format}。")


class InvalidInput(DoorRefusal):
    status = 422
    code = "api.invalid_input"
    sentence = gettext_noop("请求里有 {count} 处不正确，见 errors。")


class TooManyDays(DoorRefusal):
    status = 422
    code = "api.too_many_days"
    sentence = gettext_noop("一次最多看 {most} 天。")
    remedy = gettext_noop("请分几次看。")


class TooManyTries(DoorRefusal):
    status = 429
    code = "api.too_many_tries"
    sentence = gettext_noop("错误的令牌试得太多了。")
    remedy = gettext_noop("请 {wait_s} 秒后再试。")


class Busy(DoorRefusal):
    status = 503
    code = "api.busy"
    sentence = gettext_noop("系统正忙，这件事没有办成。")
    remedy = gettext_noop("请用同一个 Idempotency-Key 稍后再试。")


class Detailed(Exception):
    """A module's refusal, with every value it is about: what the API lists under `errors`."""

    def __init__(self, refusal: Refusal, errors: Sequence[dict[str, str]]) -> None:
        super().__init__(refusal.code)
        self.refusal, self.errors = refusal, errors
