"""A version of a template: one block of fields for each grade, the rest below."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import queries
from lilian.contracts.values import (
    OVER_NAMES,
    RULE_NAMES,
    Clause,
    GradeRule,
    MonthDay,
    Over,
    Penalties,
    PriceRule,
    RuleKind,
    Sheet,
    YearlyMilestone,
)
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.fields import MoneyField, TenthsField, choose_from

PER_CENT = "%"
MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")


class ShareField(TenthsField):
    """Per cent with at most one decimal; cleans to thousandths, and empty to nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=100, unit=PER_CENT, required=False, max_length=6, **kwargs)

    def clean(self, value: Any) -> int:
        return super().clean(None if str(value).strip() in ("0", "") else value) or 0


class MonthDayField(forms.CharField):
    """`9-5`: a day of every year."""

    def clean(self, value: Any) -> MonthDay:
        match = MONTH_DAY.fullmatch(super().clean(value).strip())
        if match is None:
            raise forms.ValidationError(_("请写成 月-日，例如 9-5。"))
        return MonthDay(int(match[1]), int(match[2]))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.month}-{value.day}" if isinstance(value, MonthDay) else value


class SheetForm(forms.Form):
    """`before` is what the version before says; deductions stay as they are there."""

    deliver_from = MonthDayField(label=_("交果期从"), max_length=5)
    deliver_until = MonthDayField(label=_("交果期到"), max_length=5)
    deposit = ShareField(label=_("定金，占合同价款"), help_text=_("民法典第五百八十六条：最多 20%。"))
    credit = ShareField(label=_("农资赊销额度，占合同价款"))
    tolerance = ShareField(label=_("超交容许"))
    over = forms.ChoiceField(
        label=_("超出容许的果"), choices=[(one.value, _(name)) for one, name in OVER_NAMES.items()]
    )
    pay_within_days = forms.IntegerField(label=_("验收后几天内付款"), min_value=0, max_value=365)
    late = ShareField(label=_("迟付违约金，每天"))
    elsewhere = ShareField(label=_("卖给别人的违约金"))
    refused = ShareField(label=_("无故拒收的违约金"))
    deposit_rule = forms.BooleanField(
        label=_("定金罚则：收购方违约不退，果农违约双倍返还"),
        required=False,
        help_text=_("民法典第五百八十七条；和违约金只能选一样（第五百八十八条）。"),
    )
    milestones = forms.CharField(
        label=_("服务节点"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个：编号 月-日 名称。编号 estimate 的是估产。"),
    )
    clauses = forms.CharField(
        label=_("条款正文"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("每条第一行是标题，下面是正文；两条之间空一行。"),
    )
    is_sample = forms.BooleanField(label=_("这是样本，每页印上“示范文本”"), required=False)
    reason = forms.CharField(label=_("为什么有这一版"), max_length=200)

    def __init__(self, data: Any, *, actor: Actor, before: Sheet) -> None:
        super().__init__(data, initial=initial_of(before))
        self.before = before
        names = catalog.grade_names()
        own = [one.grade for one in before.grades]
        self.grades = {grade: names.get(grade, grade) for grade in [*own, *(each for each in names if each not in own)]}
        markets = [("", _("不看市场")), *((one.code, one.name) for one in queries.markets(actor))]
        rules = {one.grade: one for one in before.grades}
        for grade, name in self.grades.items():
            self._add_grade(grade, name, rules.get(grade), markets)
        self.order_fields([name for name in self.fields if ":" in name])

    def _add_grade(self, grade: str, name: str, rule: GradeRule | None, markets: list[Any]) -> None:
        was = rule.rule if rule else PriceRule(RuleKind.FIXED, 0)
        said = {"grade": name}
        share = gettext("%(grade)s：占多少") % said
        fields: dict[str, forms.Field] = {
            "share": ShareField(label=share, initial=rule.share_permille if rule else 0),
            "kind": forms.ChoiceField(
                label=gettext("%(grade)s：价格怎么定") % said, choices=kinds(), initial=was.kind.value
            ),
            "floor": price(gettext("%(grade)s：保底价或固定价") % said, was.floor_fen or None),
            "market": forms.ChoiceField(
                label=gettext("%(grade)s：看哪个市场") % said, required=False, initial=was.market
            ),
            "premium": ShareField(label=gettext("%(grade)s：市场价上浮") % said, initial=was.premium_permille),
            "part": ShareField(label=gettext("%(grade)s：高出保底的部分给") % said, initial=was.share_permille),
            "top": price(gettext("%(grade)s：封顶价") % said, was.top_fen),
        }
        for key, field in fields.items():
            self.fields[f"{grade}:{key}"] = field
        choose_from(self, f"{grade}:market", markets)

    def sheet(self) -> Sheet:
        said = self.cleaned_data
        return Sheet(
            grades=tuple(self._rule(grade, said) for grade in self.grades if said[f"{grade}:share"]),
            deliver_from=said["deliver_from"],
            deliver_until=said["deliver_until"],
            deductions=self.before.deductions,
            deposit_permille=said["deposit"],
            credit_permille=said["credit"],
            tolerance_permille=said["tolerance"],
            over=Over(said["over"]),
            pay_within_days=said["pay_within_days"],
            penalties=Penalties(said["late"], said["elsewhere"], said["refused"], said["deposit_rule"]),
            milestones=tuple(milestones_of(said["milestones"])),
            clauses=tuple(clauses_of(said["clauses"])),
            is_sample=said["is_sample"],
        )

    def _rule(self, grade: str, said: Mapping[str, Any]) -> GradeRule:
        kind = RuleKind(said[f"{grade}:kind"])
        was = next((one.rule for one in self.before.grades if one.grade == grade), PriceRule(kind, 0))
        rule = PriceRule(
            kind=kind,
            floor_fen=said[f"{grade}:floor"] or 0,
            market=said[f"{grade}:market"],
            premium_permille=said[f"{grade}:premium"],
            share_permille=said[f"{grade}:part"],
            top_fen=said[f"{grade}:top"],
            basis=was.basis,
            window_days=was.window_days,
            quoted_grade=was.quoted_grade,
        )
        return GradeRule(grade, said[f"{grade}:share"], rule)

    def clean_milestones(self) -> str:
        text: str = self.cleaned_data["milestones"]
        if any(
            len(line.split()) < 3 or not MONTH_DAY.fullmatch(line.split()[1])
            for line in text.splitlines()
            if line.strip()
        ):
            raise forms.ValidationError(_("每行要有编号、月-日和名称，例如：inputs 4-20 发放农资。"))
        return text


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, gettext(name)) for kind, name in RULE_NAMES.items()]


def price(label: str, initial: int | None) -> MoneyField:
    unit = gettext_noop("元/公斤")
    return MoneyField(label=label, unit=unit, max_length=10, required=False, initial=initial)


def milestones_of(text: str) -> list[YearlyMilestone]:
    rows = [line.split(maxsplit=2) for line in text.splitlines() if line.strip()]
    return [YearlyMilestone(key, name, MonthDay(*map(int, day.split("-")))) for key, day, name in rows]


def clauses_of(text: str) -> list[Clause]:
    parts = [part.strip().partition("\n") for part in re.split(r"\n\s*\n", text.replace("\r", "")) if part.strip()]
    return [Clause(title.strip(), body.strip()) for title, _sep, body in parts]


def initial_of(sheet: Sheet) -> dict[str, Any]:
    return {
        "deliver_from": sheet.deliver_from,
        "deliver_until": sheet.deliver_until,
        "deposit": sheet.deposit_permille,
        "credit": sheet.credit_permille,
        "tolerance": sheet.tolerance_permille,
        "over": sheet.over.value,
        "pay_within_days": sheet.pay_within_days,
        "late": sheet.penalties.late_permille_a_day,
        "elsewhere": sheet.penalties.elsewhere_permille,
        "refused": sheet.penalties.refused_permille,
        "deposit_rule": sheet.penalties.deposit_rule,
        "milestones": "\n".join(f"{one.key} {one.due.month}-{one.due.day} {one.name}" for one in sheet.milestones),
        "clauses": "\n\n".join(f"{one.title}\n{one.text}" for one in sheet.clauses),
        "is_sample": sheet.is_sample,
    }
