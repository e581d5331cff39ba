"""Forms of consents and complaints."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.passport.actions.consents import LONGEST_NAME


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("箱子上怎么称呼"),
        max_length=LONGEST_NAME,
        help_text=_("例如“梅秀英”或“梅师傅”；看到箱子页面的人都会看到。"),
    )


class PaperForm(NameForm):
    paper = forms.CharField(
        label=_("签字表在哪里"), max_length=80, help_text=_("例如“合作社档案柜 2026-3 号”；没有签字不能署名。")
    )


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("怎么办的"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
