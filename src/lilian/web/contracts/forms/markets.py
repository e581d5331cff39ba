"""A market's figures of one day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import queries
from lilian.contracts.values import MarketDraft, QuotationDraft
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.fields import DayField, MoneyField, choose_from


class QuotationForm(forms.Form):
    """One price field for each grade; what is left empty was not quoted."""

    market = forms.ChoiceField(label=_("市场"))
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    day = DayField(label=_("哪天的行情"))
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("例如：新华指数网页，3 月 2 日。"))

    def __init__(self, data: Any, *, actor: Actor, today: date, market: str, last: Any) -> None:
        """`last` is the quotation written last: its variety and source are the likeliest of the next."""
        same = {"variety": last.variety_id, "source": last.source} if last else {}
        super().__init__(data, initial={"day": today, "market": market, **same})
        choose_from(self, "market", [(one.code, one.name) for one in queries.markets(actor)])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        self.grades = catalog.grade_names()
        for grade, name in self.grades.items():
            self.fields[f"fen-{grade}"] = MoneyField(
                label=name, unit=gettext_noop("元/公斤"), max_length=10, required=False
            )
        self.order_fields(["market", "variety", "day", *(f"fen-{grade}" for grade in self.grades), "source"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said[f"fen-{grade}"] for grade in self.grades):
            self.add_error(None, _("至少要填一个等级的行情。"))
        return said

    def drafts(self) -> list[QuotationDraft]:
        said = self.cleaned_data
        return [
            QuotationDraft(said["market"], said["variety"], grade, said["day"], fen, said["source"])
            for grade in self.grades
            if (fen := said[f"fen-{grade}"])
        ]


class QuotationFileForm(forms.Form):
    file = forms.FileField(
        label=_("行情表"),
        help_text=_("Excel 或 CSV，一行一个价：市场、品种、等级、日期、每公斤（元）、来源。可以先导出一份照着填。"),
    )


class MarketForm(forms.Form):
    code = forms.CharField(label=_("编号"), max_length=20)
    name = forms.CharField(label=_("名称"), max_length=60)
    source = forms.CharField(label=_("谁发布的"), max_length=200)

    def draft(self) -> MarketDraft:
        return MarketDraft(**self.cleaned_data)
