"""How long fruit keeps: one rule."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog import queries as catalog
from lilian.catalog.queries import grade_names
from lilian.keeping.values import MATURITY_NAMES, LifeDraft, Maturity
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.fields import DayField, choose_from

LONGEST_DAYS = 730
MC = 1_000


class CountField(forms.IntegerField):
    """A whole number with its unit beside it."""

    def __init__(self, *, unit: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)
        self.unit = unit


class DegreesField(forms.DecimalField):
    """Degrees Celsius; cleans to thousandths."""

    unit = gettext_noop("℃")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(widget=widget, min_value=-5, max_value=30, max_digits=5, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> int:
        return int(super().clean(value) * MC)


class LifeForm(forms.Form):
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    grade = forms.ChoiceField(label=_("等级"), required=False)
    maturity = forms.ChoiceField(
        label=_("采收早晚"),
        choices=[(one.value, _(name)) for one, name in MATURITY_NAMES.items()],
        widget=forms.RadioSelect,
        initial=Maturity.RIGHT.value,
    )
    days = CountField(label=_("能存多少天"), unit=gettext_noop("天"), min_value=1, max_value=LONGEST_DAYS)
    band = DegreesField(label=_("高于多少度算超温"), help_text=_("库里高于这个温度，存期就开始折。"))
    lost_min = CountField(
        label=_("超一度、一小时折多少"),
        unit=gettext_noop("分钟"),
        min_value=0,
        max_value=1_440,
        help_text=_("超温 4 度一天，就是 96 个度·时。"),
    )
    field_days = CountField(label=_("入库前常温放一天，折多少天"), unit=gettext_noop("天"), min_value=0, max_value=60)
    effective_from = DayField(label=_("从哪天起执行"), help_text=_("今天或以后；以前公布的各版都留着。"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如：2026 年入库试验，或哪篇论文。"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].initial = today
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        choose_from(self, "grade", [("", _("不分等级")), *grade_names().items()])

    def draft(self) -> LifeDraft:
        said = self.cleaned_data
        return LifeDraft(
            variety_id=said["variety"],
            grade=said["grade"],
            maturity=Maturity(said["maturity"]),
            effective_from=said["effective_from"],
            days=said["days"],
            band_mc=said["band"],
            lost_min=said["lost_min"],
            field_days=said["field_days"],
            source=said["source"],
        )
