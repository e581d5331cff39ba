"""Form fields that speak as people do and hand integers on. A field's `unit` is shown inside the box."""

import re
from collections.abc import Iterable
from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import parse_fen
from lilian.kernel.quantity import in_unit, number_text, parse_weight_g, plain, tenths_text
from lilian.kernel.refusal import Invalid, Refusal


class NotTenths(Invalid):
    code = "shell.not_tenths"
    sentence = gettext_noop("“{given}”不是大于 0、不超过 {most} 的数。")
    remedy = gettext_noop("最多写一位小数，例如 12.5。")


class BelowZero(Invalid):
    code = "shell.below_zero"
    sentence = gettext_noop("“{given}”小于 0。")
    remedy = gettext_noop("请填 0 或更大的数。")


def not_below_zero(value: int, text: str) -> int:
    """:raises BelowZero: if it is"""
    if value < 0:
        raise BelowZero(given=text)
    return value


def as_form_error(refusal: Refusal) -> forms.ValidationError:
    return forms.ValidationError(refusal.text(gettext), code=refusal.code)


class MeasureField(forms.CharField):
    """A number with its unit inside the box and the number keypad on a phone."""

    unit: str = ""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit or self.unit
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def read(self, text: str) -> int:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return self.read(text)
        except Refusal as refusal:
            raise as_form_error(refusal) from refusal


class WeightField(MeasureField):
    """A weight in `unit` (吨 | 公斤 | 斤) or with its own as in `3600斤`, never below zero; cleans to grams."""

    unit = gettext_noop("吨")

    def read(self, text: str) -> int:
        return not_below_zero(parse_weight_g(text, default_unit=self.unit), text)

    def prepare_value(self, value: Any) -> Any:
        return number_text(in_unit(value, self.unit), 6).replace(",", "") if isinstance(value, int) else value


class TenthsField(MeasureField):
    """A number above zero with at most one decimal, such as 75 or 12.5; cleans to tenths."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def read(self, text: str) -> int:
        match = re.fullmatch(r"(\d{1,6})(?:\.(\d))?", plain(text))
        tenths = int(match[1]) * 10 + int(match[2] or 0) if match else 0
        if not 0 < tenths <= self.most * 10:
            raise NotTenths(given=text, most=self.most)
        return tenths

    def prepare_value(self, value: Any) -> Any:
        return tenths_text(value) if isinstance(value, int) else value


class MoneyField(MeasureField):
    """An amount typed in yuan, never below zero; cleans to fen."""

    unit = gettext_noop("元")

    def read(self, text: str) -> int:
        return not_below_zero(parse_fen(text), text)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


class PhoneField(forms.CharField):
    """A mainland number as people write it, or any number with its country code; cleans to E.164."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "maxlength": 20})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return text
        try:
            number = phonenumbers.parse(re.sub(r"[\s-]", "", text), "CN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(_("这不是手机号。请填 11 位数字，例如 13800001234。"), code="bad_phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class DayField(forms.DateField):
    """A day, by the phone's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MomentField(forms.DateTimeField):
    """A day and an hour, by the phone's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def choose_from(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """What the form's field of this name offers; it is known only when the form is made."""
    field: Any = form.fields[name]
    field.choices = list(choices)
