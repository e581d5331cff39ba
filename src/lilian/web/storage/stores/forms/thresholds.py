"""A threshold and the reason for it."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.kernel.quantity import plain
from lilian.storage.values import ThresholdCard
from lilian.web.shell.fields import MeasureField

DAY = re.compile(r"(?P<month>\d{1,2})\D(?P<day>\d{1,2})\D?")


class FigureField(MeasureField):
    """A number as people write it, with or without its unit; cleans to a Decimal."""

    is_day = False

    def read(self, text: str) -> Any:
        if self.is_day:
            return self.day(text)
        try:
            value = Decimal(plain(text).removesuffix(plain(self.unit)))
        except InvalidOperation:
            raise forms.ValidationError(_("这不是数字。"), code="bad") from None
        if not value.is_finite():
            raise forms.ValidationError(_("这不是数字。"), code="bad")
        return value

    def day(self, text: str) -> Decimal:
        found = DAY.fullmatch(plain(text))
        if found is None:
            raise forms.ValidationError(_("请写成月-日，例如 08-01。"), code="bad")
        return Decimal(found["month"]) * 100 + Decimal(found["day"])


class ThresholdForm(forms.Form):
    shown = FigureField(label=_("改成"))
    reason = forms.CharField(
        label=_("为什么改"), max_length=200, help_text=_("例如：收果季库里一天一个样，联席会议定的。")
    )

    def __init__(self, *args: Any, card: ThresholdCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, limit = self.fields["shown"], card.limit
        field.initial = card.text
        field.unit, field.is_day = limit.unit, limit.is_day  # type: ignore[attr-defined]
        field.help_text = _("可以填 %(least)s 到 %(most)s。") % {
            "least": limit.text(limit.least),
            "most": limit.text(limit.most),
        }
