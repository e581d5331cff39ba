"""Inputs on a contract's credit, penalties by its terms."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.contracts.values import PENALTY_NAMES, PenaltyDraft, PenaltyKind
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.fields import DayField, MoneyField, WeightField, choose_from

PLEASE = ("", _("请选择"))


class InputsForm(forms.Form):
    what = forms.CharField(label=_("发了什么"), max_length=200, help_text=_("例如：有机肥 10 袋，套袋纸 2 件。"))
    fen = MoneyField(label=_("值多少"))


class PenaltyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("什么事"), choices=[PLEASE, *((kind.value, _(name)) for kind, name in PENALTY_NAMES.items())]
    )
    day = DayField(label=_("哪天的事"))
    grade = forms.ChoiceField(label=_("等级"), required=False)
    weight = WeightField(
        label=_("多少果"), unit=gettext_noop("公斤"), max_length=12, required=False, help_text=_("迟付的不填。")
    )
    late_fen = MoneyField(label=_("迟付了多少"), required=False, help_text=_("只有迟付要填。"))
    late_days = forms.IntegerField(label=_("迟了几天"), min_value=1, max_value=366, required=False)
    note = forms.CharField(label=_("怎么回事"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, *, grades: dict[str, str], today: date) -> None:
        super().__init__(data, initial={"day": today})
        choose_from(self, "grade", [("", _("不分等级")), *grades.items()])

    def clean(self) -> dict[str, Any]:
        """What the kind of penalty is worked out from has to be there."""
        said = super().clean() or self.cleaned_data
        wanted = ("late_fen", "late_days") if said.get("kind") == PenaltyKind.LATE else ("grade", "weight")
        for name in wanted:
            if said.get("kind") and not said.get(name):
                self.add_error(name, _("请填这一项。"))
        return said

    def draft(self) -> PenaltyDraft:
        said = self.cleaned_data
        return PenaltyDraft(
            PenaltyKind(said["kind"]),
            said["day"],
            said["note"],
            grade=said["grade"],
            weight_g=said["weight"] or 0,
            late_fen=said["late_fen"] or 0,
            late_days=said["late_days"] or 0,
        )
