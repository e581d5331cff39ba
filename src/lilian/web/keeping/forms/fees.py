"""What a store asks, and from when."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.keeping.values import FeeDraft
from lilian.web.shell.fields import DayField, MoneyField


class FeeForm(forms.Form):
    price = MoneyField(label=_("每吨每月（元）"))
    effective_from = DayField(label=_("哪天起"), help_text=_("今天或以后；以前的费用不改。"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].initial = today

    def draft(self, store_id: int) -> FeeDraft:
        said = self.cleaned_data
        return FeeDraft(store_id, said["effective_from"], said["price"], said["note"])
