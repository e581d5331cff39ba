"""Forms of tracing and recall."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lilian.packing.values import SHIFT_NAMES
from lilian.trace.actions.refusals import NotCounted
from lilian.trace.values import OUTCOME_NAMES, START_NAMES, CallDraft, Outcome, Start, StartKind

KINDS = [(kind.value, _(name)) for kind, name in START_NAMES.items()]
SHIFTS = [("", _("全部班次")), *((shift.value, _(name)) for shift, name in SHIFT_NAMES.items())]


class StartForm(forms.Form):
    """What a trace begins with; days for what is used again."""

    kind = forms.ChoiceField(label=_("从什么查起"), choices=KINDS)
    code = forms.CharField(
        label=_("编号"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    since = forms.DateField(label=_("从哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("到哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    shift = forms.ChoiceField(label=_("班次"), choices=SHIFTS, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("不能早于开始的那天。"))
        return said

    def start(self) -> Start:
        said = self.cleaned_data
        until = said["until"] + timedelta(days=1) if said["until"] else None
        last = _midnight(until) - timedelta(microseconds=1) if until else None
        first = _midnight(said["since"]) if said["since"] else None
        return Start(StartKind(said["kind"]), said["code"].strip(), first, last, said["shift"])


def _midnight(on: Any) -> datetime:
    return datetime.combine(on, time(), tzinfo=timezone.get_current_timezone())


class RecallForm(StartForm):
    reason = forms.CharField(label=_("为什么召回"), max_length=200)


class AnswerForm(forms.Form):
    found = forms.IntegerField(
        label=_("还剩几箱"), min_value=0, max_value=1_000_000, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    note = forms.CharField(label=_("怎么处理的"), max_length=200, required=False)


class CallForm(AnswerForm):
    """What came of a call; boxes are counted by who was reached."""

    outcome = forms.ChoiceField(
        label=_("打得怎样"), choices=[(one.value, _(OUTCOME_NAMES[one])) for one in Outcome], widget=forms.RadioSelect
    )
    new_phone = forms.CharField(
        label=_("新号码"),
        max_length=40,
        required=False,
        help_text=_("号码不对、问到了对的才填，接下来就打它"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ("outcome", "found", "new_phone", "note")

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fields["found"].required = False
        self.fields["found"].help_text = _("打通了才填")
        self.fields["note"].label = _("备注")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") == Outcome.REACHED and said.get("found") is None and "found" not in self.errors:
            self.add_error("found", _(NotCounted.sentence))
        return said

    def draft(self) -> CallDraft:
        said = self.cleaned_data
        return CallDraft(Outcome(said["outcome"]), said["found"], said["note"], said["new_phone"])


class EndForm(forms.Form):
    report = forms.CharField(label=_("召回报告"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}))
