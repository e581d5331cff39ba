"""Forms of licences and labels. They read; whether it may stand is decided by the act."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.brand.values import RULING_NAMES, Allowance, Ruling
from lilian.web.shell.fields import DayField, choose_from
from lilian.web.shell.tags import kilos

PLEASE = _("请选择")


class GrantForm(forms.Form):
    mark = forms.TypedChoiceField(label=_("哪个标志"), coerce=int)
    organisation = forms.TypedChoiceField(label=_("授权给谁"), coerce=int)
    valid_from = DayField(label=_("从哪天起"))
    valid_until = DayField(label=_("到哪天为止"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, marks: Sequence[Any], organisations: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "mark", [(one.pk, one.name) for one in marks])
        choose_from(self, "organisation", [("", PLEASE), *((one.pk, one.name) for one in organisations)])


class RenewForm(forms.Form):
    valid_until = DayField(label=_("续到哪天为止"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)


class RuleForm(forms.Form):
    ruling = forms.TypedChoiceField(
        label=_("怎么办"), coerce=Ruling, choices=[(one.value, _(name)) for one, name in RULING_NAMES.items()]
    )
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("谁都看得到。"))


class AskForm(forms.Form):
    spec = forms.TypedChoiceField(label=_("贴哪种规格的箱"), coerce=int)
    count = forms.IntegerField(label=_("要多少枚"), min_value=1, max_value=1_000_000)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, allowance: Allowance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = _("%(spec)s（够 %(most)s 枚）")
        kinds = [(kind.spec_id, named % {"spec": kind.spec, "most": f"{kind.most:,}"}) for kind in allowance.kinds]
        choose_from(self, "spec", kinds)
        self.fields["count"].widget.attrs["inputmode"] = "numeric"
        self.fields["count"].help_text = enough(allowance)


def enough(allowance: Allowance) -> Any:
    """How much fruit is free, and how many labels it is enough for."""
    most = max((kind.most for kind in allowance.kinds), default=0)
    said = {"free": kilos(allowance.free_g, 1), "most": f"{most:,}", "waiting": kilos(allowance.waiting_g, 1)}
    if allowance.waiting_g:
        return (
            _("还没领标签、有合格证的果有 %(free)s 公斤，等着发的要占 %(waiting)s 公斤，最多还够 %(most)s 枚。") % said
        )
    return _("还没领标签、有合格证的果有 %(free)s 公斤，最多够 %(most)s 枚。") % said


class RangeForm(forms.Form):
    first = forms.CharField(label=_("第一枚的编号"), max_length=20, help_text=_("照标签上的抄，空格不要紧。"))
    last = forms.CharField(label=_("最后一枚的编号"), max_length=20)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)


class ReportForm(forms.Form):
    month = forms.TypedChoiceField(label=_("哪个月"))
    on_hand = forms.IntegerField(label=_("月底数到多少枚"), min_value=0, max_value=10_000_000)
    note = forms.CharField(label=_("和账上不一样的，为什么"), max_length=200, required=False)

    def __init__(self, *args: Any, months: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "month", [(f"{month:%Y-%m-%d}", f"{month:%Y-%m}") for month in months])
        self.fields["on_hand"].widget.attrs["inputmode"] = "numeric"


class RetractForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么收回"), max_length=200, help_text=_("例如“漏数了一箱”。原来的报告和原因都留着。")
    )


class AnswerForm(forms.Form):
    reason = forms.CharField(label=_("不发的，写明原因"), max_length=200, required=False)
