"""Milestones reached, purchases refused and a second person's answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.contracts.queries import MilestoneState
from lilian.contracts.values import ESTIMATE, REFUSED_NAMES, Refused
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.fields import DayField, WeightField, choose_from

PLEASE = ("", _("请选择"))
KILO = gettext_noop("公斤")


class MilestoneForm(forms.Form):
    milestone = forms.ChoiceField(label=_("哪个节点"))
    day = DayField(label=_("哪天办的"))
    estimate = WeightField(
        label=_("估计有多少"), unit=KILO, max_length=12, required=False, help_text=_("只有估产要填。")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, data: Any, *, states: Sequence[MilestoneState], today: date) -> None:
        super().__init__(data, initial={"day": today})
        open_ones = [one for one in states if one.done_on is None or one.key == ESTIMATE]
        choose_from(self, "milestone", [(one.key, f"{one.name} · {one.due_on}") for one in open_ones])

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "milestone": said["milestone"],
            "day": said["day"],
            "estimate_g": said["estimate"],
            "note": said["note"],
        }


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("为什么拒收"), choices=[PLEASE, *((r.value, _(name)) for r, name in REFUSED_NAMES.items())]
    )
    grade = forms.ChoiceField(label=_("等级"))
    weight = WeightField(label=_("多少"), unit=KILO, max_length=12)
    day = DayField(label=_("哪天"))
    note = forms.CharField(
        label=_("情况"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如：检测单编号、看到的情况。"),
    )

    def __init__(self, data: Any, *, grades: dict[str, str], today: date) -> None:
        super().__init__(data, initial={"day": today})
        choose_from(self, "grade", list(grades.items()))

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "reason": Refused(said["reason"]),
            "grade": said["grade"],
            "weight_g": said["weight"],
            "day": said["day"],
            "note": said["note"],
        }


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("复核结果"),
        choices=[("no", _("不同意拒收，照合同收")), ("yes", _("同意拒收"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
