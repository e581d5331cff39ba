"""Filters and tags every template has: figures as people read them, fields dressed for the page."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy

from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import in_unit, number_text
from lilian.web.shell.counted import counted

register = template.Library()
register.filter("counted", counted)
KEY_FIELD = "idempotency_key"


@register.filter
def tonnes(weight_g: int | None, places: int = 1) -> str:
    """`18_400_000` -> `18.4`; the unit stands beside it, smaller."""
    return "" if weight_g is None else number_text(in_unit(weight_g, "吨"), places)


@register.filter
def tonnes_column(weight_g: int | None, places: int = 1) -> str:
    """`161_000_000` -> `161.0`: as many decimals in every row, so that a column can be compared at a glance."""
    return "" if weight_g is None else f"{in_unit(weight_g, '吨'):,.{places}f}"


@register.filter
def day_before(day: date) -> date:
    """The last day of a period that ends before `day`."""
    return day - timedelta(days=1)


@register.filter
def kilos(weight_g: int | None, places: int = 0) -> str:
    return "" if weight_g is None else number_text(in_unit(weight_g, "公斤"), places)


@register.filter
def yuan(fen: int | None) -> str:
    """`1234567` -> `12,345.67`."""
    return "" if fen is None else yuan_text(fen)


@register.filter
def whole_yuan(fen: int | None) -> str:
    """`1234567` -> `12,346`: for headlines; what is paid is always shown to the fen."""
    if fen is None:
        return ""
    return f"{'-' if fen < 0 else ''}{(abs(fen) + 50) // 100:,}"


@register.filter
def percent(ratio: float | None, places: int = 0) -> str:
    """`0.834` -> `83%`."""
    return "" if ratio is None else f"{ratio * 100:.{places}f}%"


AGO = (
    (24 * 60, ngettext_lazy("%(n)s 天前", "%(n)s 天前", "n")),
    (60, ngettext_lazy("%(n)s 小时前", "%(n)s 小时前", "n")),
    (1, ngettext_lazy("%(n)s 分钟前", "%(n)s 分钟前", "n")),
)


@register.filter
def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """How long ago, in one unit."""
    if moment is None:
        return gettext("从未")
    minutes = int(((now or timezone.now()) - moment).total_seconds() // 60)
    if minutes < 1:
        return gettext("刚刚")
    size, words = next((size, words) for size, words in AGO if minutes >= size)
    return words % {"n": minutes // size}


@register.filter
def number(value: Any, places: int = 0) -> str:
    """`12345.6` -> `12,346`."""
    return "" if value is None else f"{value:,.{places}f}"


@register.filter
def bar(ratio: float) -> int:
    """A ratio as 0 to 100 for the width of a bar."""
    return max(0, min(100, round(ratio * 100)))


@register.filter
def get(mapping: Any, key: Any) -> Any:
    return mapping.get(key, "")


@register.simple_tag
def idempotency_key() -> SafeString:
    """A key made once for this form as shown: sent twice, it is the same act."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY_FIELD, uuid.uuid4())


CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def kind(field: forms.BoundField) -> str:
    """`choices`, `check`, `file`, `hidden` or `box`: which frame a field wants."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "check" if isinstance(widget, forms.CheckboxInput) else "box"


@register.filter
def wrong_words(field: forms.BoundField) -> str:
    """The field's errors in one line; where Django would speak of values and limits, what to do is said instead."""
    return " ".join(_wrong_sentence(field, error) for error in field.errors.as_data())


def _wrong_sentence(field: forms.BoundField, error: ValidationError) -> str:
    limit = (error.params or {}).get("limit_value")
    if error.code == "min_value":
        return gettext("要填 {limit} 或更大的数。").format(limit=limit)
    if error.code == "max_value":
        return gettext("要填 {limit} 或更小的数。").format(limit=limit)
    if error.code == "invalid" and isinstance(field.field, forms.DecimalField | forms.FloatField):
        return gettext("这不是数。请只填数字，例如 0.5。")
    if error.code == "invalid" and isinstance(field.field, forms.IntegerField):
        return gettext("这不是整数。请只填数字，例如 12。")
    said = " ".join(str(message) for message in error.messages)
    if said != str(forms.Field.default_error_messages["required"]):
        return said
    chosen = isinstance(field.field.widget, (forms.Select, *CHOICES))
    return gettext("请选一项。") if chosen else gettext("请填这一项。")


def css_class(widget: forms.Widget) -> str:
    if isinstance(widget, CHOICES):
        return ""  # Django would put it on the list around the choices
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.simple_tag
def control(field: forms.BoundField, extra: str = "") -> SafeString:
    """The field's input with our class, tied to its help and its error."""
    widget, name = field.field.widget, field.auto_id
    css = f"{css_class(widget)} {widget.attrs.get('class', '')} {extra}".strip()
    attrs: dict[str, str | bool] = {"class": css} if css else {}
    described = [f"{name}_helptext"] if field.help_text else []
    described += [f"{name}_error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.simple_tag
def static_at_any_rate(path: str) -> str:
    """The address of a static file, even where the manifest is broken: the page that says so must not break too."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"
