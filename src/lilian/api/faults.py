"""A value that does not fit its schema: which one, and a plain sentence about it."""

from typing import Any

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop

SENTENCES = {
    "missing": gettext_noop("必须填写。"),
    "extra_forbidden": gettext_noop("没有这个字段。"),
    "greater_than_equal": gettext_noop("不能小于 {ge}。"),
    "greater_than": gettext_noop("必须大于 {gt}。"),
    "less_than_equal": gettext_noop("不能大于 {le}。"),
    "less_than": gettext_noop("必须小于 {lt}。"),
    "string_too_short": gettext_noop("至少要有 {min_length} 个字。"),
    "string_too_long": gettext_noop("最多 {max_length} 个字。"),
    "too_short": gettext_noop("至少要有 {min_length} 项。"),
    "too_long": gettext_noop("最多 {max_length} 项。"),
    "string_pattern_mismatch": gettext_noop("有不允许的字符，或写法不对。"),
    "string_unicode": gettext_noop("有不允许的字符，或写法不对。"),
    "string_type": gettext_noop("必须是文字。"),
    "int_type": gettext_noop("必须是整数。"),
    "int_parsing": gettext_noop("必须是整数。"),
    "int_parsing_size": gettext_noop("数字太大。"),
    "int_from_float": gettext_noop("必须是整数。"),
    "float_type": gettext_noop("必须是数字。"),
    "float_parsing": gettext_noop("必须是数字。"),
    "finite_number": gettext_noop("必须是数字。"),
    "bool_type": gettext_noop("必须是 true 或 false。"),
    "bool_parsing": gettext_noop("必须是 true 或 false。"),
    "list_type": gettext_noop("必须是列表。"),
    "model_attributes_type": gettext_noop("必须是 JSON 对象。"),
    "model_type": gettext_noop("必须是 JSON 对象。"),
    "dict_type": gettext_noop("必须是 JSON 对象。"),
    "enum": gettext_noop("只能是 {expected}。"),
    "literal_error": gettext_noop("只能是 {expected}。"),
    "bad_day": gettext_noop("必须是 2000 到 2100 年间的日期，写成 2026-09-18。"),
    "bad_moment": gettext_noop("必须是 2000 到 2100 年间带时区的时刻，写成 2026-09-18T08:00:00+08:00。"),
}
OTHERWISE = gettext_noop("填写的内容不正确。")


def sentence(error: dict[str, Any]) -> str:
    facts = {name: str(value).replace(" or ", " / ") for name, value in error.get("ctx", {}).items()}
    return gettext(SENTENCES.get(error["type"], OTHERWISE)).format(**facts)


def place(location: tuple[Any, ...]) -> tuple[str, str]:
    """`("body", "body", "readings", 3, "at")` -> `("body", "readings.3.at")`."""
    where, *path = location
    inside = path[1:] if where == "body" else path
    return str(where), ".".join(str(step) for step in inside)[:200]


def fault(error: dict[str, Any]) -> dict[str, str]:
    """One pydantic error as the API names it."""
    where, field = place(error["loc"])
    return {"field": field, "where": where, "code": str(error["type"]), "detail": sentence(error)}
