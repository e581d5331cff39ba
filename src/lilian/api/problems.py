"""Every error leaves as problem+json (RFC 9457), with the sentence in the reader's language."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext
from ninja import Field, Schema

from lilian.api.refusals import DoorRefusal
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotAllowed, NotFound, Refusal

MEDIA_TYPE = "application/problem+json"
STATUS_OF = ((NotAllowed, 403), (NotFound, 404), (Invalid, 422), (Refusal, 409))
TITLES = {
    400: gettext_noop("请求有误"),
    401: gettext_noop("需要登录或令牌"),
    403: gettext_noop("没有权限"),
    404: gettext_noop("没有找到"),
    405: gettext_noop("方法不对"),
    409: gettext_noop("与现在的情况冲突"),
    413: gettext_noop("正文太大"),
    415: gettext_noop("格式不支持"),
    422: gettext_noop("内容不正确"),
    429: gettext_noop("请求太多"),
    503: gettext_noop("系统忙"),
}


class FieldFault(Schema):
    """One wrong value of a request."""

    field: str = Field(
        description=gettext_noop(
            "出错的字段；列表里的第几项从 0 数起，例如 readings.3.at；文件里是第几行，例如 line.17"
        )
    )
    where: str = Field(description=gettext_noop("在请求的哪一部分：path、query、header 或 body"))
    code: str = Field(description=gettext_noop("错误种类的代号"))
    detail: str = Field(description=gettext_noop("一句话说明错在哪里"))


class Problem(Schema):
    """An error, as RFC 9457 has it, with our code and the facts behind the sentence."""

    type: str = Field(description=gettext_noop("问题种类，urn:lilian:problem: 加代号"))
    title: str = Field(description=gettext_noop("这一类问题的名称"))
    status: int = Field(description=gettext_noop("HTTP 状态码"))
    detail: str = Field(description=gettext_noop("一句话：哪里不行，怎么办"))
    code: str = Field(description=gettext_noop("问题代号，程序按它判断"))
    fields: dict[str, Any] = Field(description=gettext_noop("句子里用到的事实，例如 free_g"))
    errors: list[FieldFault] = Field(description=gettext_noop("逐项列出不正确的值；没有时为空"))


def status_of(refusal: Refusal) -> int:
    if isinstance(refusal, DoorRefusal):
        return refusal.status
    return next(status for kind, status in STATUS_OF if isinstance(refusal, kind))


def plain(value: object) -> object:
    """The value as JSON can carry it; what it cannot is written out as text."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return float(value)
    return [plain(part) for part in value] if isinstance(value, list | tuple | set | frozenset) else str(value)


def as_dict(refusal: Refusal, errors: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    """The problem document; its sentence in the language now active."""
    status = status_of(refusal)
    return {
        "type": f"urn:lilian:problem:{refusal.code}",
        "title": gettext(TITLES[status]),
        "status": status,
        "detail": refusal.text(gettext),
        "code": refusal.code,
        "fields": {name: plain(value) for name, value in refusal.fields.items()},
        "errors": list(errors),
    }


def response(document: dict[str, Any]) -> HttpResponse:
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    answer = HttpResponse(body, status=document["status"], content_type=MEDIA_TYPE)
    answer["Content-Language"] = get_language() or ""
    return answer


def refused(refusal: Refusal, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """The refusal as the response to send."""
    return response(as_dict(refusal, errors))
