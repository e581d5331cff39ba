"""Forms of settlement."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.settlement import queries
from lilian.settlement.values import (
    COSTS,
    SHARE_RULE_NAMES,
    SHARED_KIND_NAMES,
    RunKind,
    SharedDraft,
    SharedKind,
    ShareRule,
    Sold,
)
from lilian.web.shell.fields import DayField, MoneyField, TenthsField, choose_from

RULES = [(rule.value, _(name)) for rule, name in SHARE_RULE_NAMES.items()]


class RunForm(forms.Form):
    """What to settle, and what is shared with it: three costs; or what pools were sold for, and a surplus."""

    organisation = forms.TypedChoiceField(label=_("谁结算"), coerce=int)
    since = DayField(label=_("从哪天"))
    until = DayField(label=_("到哪天"))

    kinds: tuple[SharedKind, ...] = ()
    grades: dict[str, str] = {}

    def __init__(self, *args: Any, actor: Actor, kind: RunKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organisation", queries.organisations_with_books(actor))
        is_delivery = kind is RunKind.DELIVERY
        self.kinds = tuple(one for one in SharedKind if (one in COSTS) == is_delivery)
        for one in self.kinds:
            if one is SharedKind.TOP_UP:
                continue
            self.fields[f"{one}_fen"] = MoneyField(label=_(SHARED_KIND_NAMES[one]), required=False)
            self.fields[f"{one}_rule"] = forms.ChoiceField(label=_("怎么分"), choices=RULES)
        if not is_delivery:
            self.grades = {**catalog.grade_names(), "": gettext("未分级")}
            for grade, name in self.grades.items():
                label = gettext("%(grade)s卖得") % {"grade": name}
                self.fields[f"sold:{grade}"] = MoneyField(label=label, required=False)
            order = ("organisation", "since", "until", *(f"sold:{grade}" for grade in self.grades))
            self.order_fields(order)
        if is_delivery:
            self.fields["closes_season"] = forms.BooleanField(
                label=_("这是本季最后一次：没还完的农资赊欠转成欠款，分期还"), required=False
            )
        self.fields["note"] = forms.CharField(label=_("备注"), max_length=200, required=False)

    def sums(self) -> tuple[SharedDraft, ...]:
        said = self.cleaned_data
        return tuple(
            SharedDraft(one, ShareRule(said[f"{one}_rule"]), said[f"{one}_fen"])
            for one in self.kinds
            if said.get(f"{one}_fen")
        )

    def sold(self) -> tuple[Sold, ...]:
        """What the pools were sold for; grades nobody named are left out."""
        said = self.cleaned_data
        return tuple(Sold(grade, fen) for grade in self.grades if (fen := said.get(f"sold:{grade}")))


class PayeeForm(forms.Form):
    holder = forms.CharField(label=_("户名"), max_length=60)
    bank = forms.CharField(label=_("开户行"), max_length=60, required=False)
    number = forms.CharField(
        label=_("账号"), max_length=48, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )


class AnswerForm(forms.Form):
    way = forms.ChoiceField(
        label=_("怎么处理"),
        choices=(("none", _("结算单没有错")), ("more", _("补给农户")), ("less", _("从农户扣回"))),
        widget=forms.RadioSelect,
        initial="none",
    )
    amount_fen = MoneyField(label=_("多少"), required=False, help_text=_("没有错的不用填。"))
    words = forms.CharField(label=_("怎么答复"), max_length=200)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("way") != "none" and not said.get("amount_fen"):
            self.add_error("amount_fen", _("请填金额。"))
        return said

    def more_fen(self) -> int:
        said = self.cleaned_data
        sign = {"none": 0, "more": 1, "less": -1}[said["way"]]
        return sign * (said["amount_fen"] or 0)


class SchemeForm(forms.Form):
    fee = TenthsField(
        label=_("服务费"), unit="%", most=50, required=False, help_text=_("果款的百分之几；空着就是不收。")
    )
    least_cash = TenthsField(
        label=_("至少付现"),
        unit="%",
        most=100,
        required=False,
        help_text=_("不管欠多少，扣完费用和预付后至少付给农户的百分之几。"),
    )
    instalments = forms.IntegerField(label=_("欠款分几期还"), min_value=1, max_value=60, initial=1)
    first_due_months = forms.IntegerField(label=_("几个月后开始还"), min_value=1, max_value=60, initial=1)
    reason = forms.CharField(label=_("为什么"), max_length=200)


class ReturnForm(forms.Form):
    reference = forms.CharField(label=_("流水号"), max_length=40, help_text=_("银行退回通知上的，LL 开头。"))
    reason = forms.CharField(label=_("银行为什么退回"), max_length=120)


class BankFileForm(forms.Form):
    file = forms.FileField(
        label=_("银行回单"), help_text=_("Excel 或 CSV，要有“流水号”和“结果”两列；结果写成功或失败。")
    )
