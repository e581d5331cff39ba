"""A deposit is to go back, and a second person's answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.contracts.values import DEPOSIT_END_NAMES, DepositEnd
from lilian.deposits.values import ENDS, WAY_NAMES, WHY_NAMES, ClosingDraft, Way, Why
from lilian.web.shell.fields import MoneyField, choose_from


class ClosingForm(forms.Form):
    """`reasons` are those the contract gives a right to."""

    why = forms.ChoiceField(label=_("为什么"), widget=forms.RadioSelect)
    fen = MoneyField(label=_("多少"), help_text=_("不超过还剩的；只退一部分的改小。"))
    way = forms.ChoiceField(
        label=_("果农怎么付"),
        choices=[(way.value, _(name)) for way, name in WAY_NAMES.items() if way is not Way.NONE],
        help_text=_("双倍返还的，付的是这里填的两倍；定金不退的不用付，这一项不算。"),
    )
    note = forms.CharField(label=_("怎么回事"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, *, reasons: Sequence[Why], left_fen: int) -> None:
        super().__init__(data, initial={"fen": left_fen, "way": Way.BANK.value})
        choose_from(self, "why", [(one.value, reason_words(one)) for one in reasons])

    def draft(self, contract_id: int) -> ClosingDraft:
        said = self.cleaned_data
        why = Why(said["why"])
        way = Way.NONE if ENDS[why] is DepositEnd.KEPT else Way(said["way"])
        return ClosingDraft(contract_id, why, way, said["note"], said["fen"])


def reason_words(why: Why) -> str:
    return gettext("%(why)s：%(end)s") % {
        "why": gettext(WHY_NAMES[why]),
        "end": gettext(DEPOSIT_END_NAMES[ENDS[why]]),
    }


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("复核结果"), choices=[("yes", _("同意，入账")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
