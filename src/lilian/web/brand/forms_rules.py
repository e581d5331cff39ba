"""The form of a new version of a mark's rules: what it reads is put together as the act wants it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.brand.values import MARK_KIND_NAMES, Area, LabelDraft, MarkDraft, MarkKind, RulesDraft
from lilian.catalog import queries as catalog
from lilian.catalog.values import StandardInForce
from lilian.members import queries as members
from lilian.packing.values import SpecCard
from lilian.web.shell.fields import DayField, choose_from

KEYPAD = {"inputmode": "numeric", "autocomplete": "off"}
MOST_G, MOST_PER_BOX = 1_000_000, 100


class MarkForm(forms.Form):
    name = forms.CharField(label=_("标志名称"), max_length=40)
    code = forms.CharField(
        label=_("标志代码"), max_length=12, help_text=_("授权编号以它开头，例如 XXL；登记后不能改。")
    )
    kind = forms.TypedChoiceField(
        label=_("什么标志"),
        coerce=MarkKind,
        choices=[(one.value, _(name)) for one, name in MARK_KIND_NAMES.items()],
        widget=forms.RadioSelect,
    )
    owner = forms.CharField(label=_("谁注册的"), max_length=80)
    registration = forms.CharField(label=_("注册号"), max_length=60, required=False)

    def draft(self) -> MarkDraft:
        return MarkDraft(**self.cleaned_data)


class RulesForm(forms.Form):
    """Grades are those of one version of a standard; a specification without grams gets no labels."""

    variety = forms.TypedChoiceField(label=_("哪个品种"), coerce=int)
    grades = forms.MultipleChoiceField(label=_("哪些等级可以用"), widget=forms.CheckboxSelectMultiple)
    townships = forms.MultipleChoiceField(
        label=_("产地：整个乡镇"), required=False, widget=forms.CheckboxSelectMultiple
    )
    villages = forms.CharField(
        label=_("产地：只算几个村的"),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个村，先写乡镇，空一格再写村，例如：城南乡 上庄。"),
    )
    outside = forms.IntegerField(
        label=_("外地果最多千分之几"), min_value=0, max_value=999, initial=0, widget=forms.TextInput(attrs=KEYPAD)
    )
    report_day = forms.IntegerField(
        label=_("每月几号前报上个月的用标"), min_value=1, max_value=28, initial=10, widget=forms.TextInput(attrs=KEYPAD)
    )
    effective_from = DayField(label=_("从哪天起执行"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如：隰县玉露香梨用标管理办法第三条。"))

    def __init__(
        self, *args: Any, standard: StandardInForce, specs: Sequence[SpecCard], day: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.standard, self.specs = standard, specs
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        choose_from(self, "grades", [(band.grade, band.name) for band in reversed(standard.bands)])
        choose_from(self, "townships", [(one.code, one.name) for one in members.townships(on=day)])
        for spec in specs:
            self.fields[f"grams_{spec.spec_id}"] = _figure(_("一枚标签代表"), MOST_G)
            self.fields[f"per_box_{spec.spec_id}"] = _figure(_("一箱贴几枚"), MOST_PER_BOX)

    @property
    def label_rows(self) -> Iterator[tuple[SpecCard, forms.BoundField, forms.BoundField]]:
        """Each specification with its two fields."""
        for spec in self.specs:
            yield spec, self[f"grams_{spec.spec_id}"], self[f"per_box_{spec.spec_id}"]

    def clean_villages(self) -> tuple[Area, ...]:
        lines = (line.split(maxsplit=1) for line in self.cleaned_data["villages"].splitlines())
        return tuple(_area(parts) for parts in lines if parts)

    def draft(self) -> RulesDraft:
        said = self.cleaned_data
        labels = ((spec, said[f"grams_{spec.spec_id}"], said[f"per_box_{spec.spec_id}"]) for spec in self.specs)
        return RulesDraft(
            variety_id=said["variety"],
            version_id=self.standard.version_id,
            grades=tuple(said["grades"]),
            areas=(*(Area(code) for code in said["townships"]), *said["villages"]),
            labels=tuple(LabelDraft(spec.spec_id, grams, per_box or 1) for spec, grams, per_box in labels if grams),
            effective_from=said["effective_from"],
            source=said["source"],
            outside=said["outside"],
            report_day=said["report_day"],
        )


def _figure(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, widget=forms.TextInput(attrs=KEYPAD)
    )


def _area(parts: Sequence[str]) -> Area:
    """:raises ValidationError: for a line that names no township of today, or no village"""
    township = members.township_named(parts[0])
    if township is None or len(parts) == 1:
        raise forms.ValidationError(
            _("“%(line)s”看不懂：要先写乡镇，空一格再写村。"), code="no_village", params={"line": " ".join(parts)}
        )
    return Area(township.code, parts[1].strip()[:40])


def next_rules(before: Any, day: date) -> dict[str, Any]:
    """What stands in the form of the version after this one; from `day` at the earliest."""
    if before is None:
        return {"effective_from": day}
    names = {one.code: one.name for one in members.townships()}
    labels = {f"grams_{one.spec_id}": one.grams for one in before.labels.all()}
    labels |= {f"per_box_{one.spec_id}": one.per_box for one in before.labels.all()}
    return {
        "variety": before.variety_id,
        "grades": before.grades.strip(",").split(","),
        "townships": [code for code, village in before.areas if not village],
        "villages": "\n".join(f"{names.get(code, code)} {village}" for code, village in before.areas if village),
        "outside": before.outside,
        "report_day": before.report_day,
        "effective_from": day,
        "source": before.source,
        **labels,
    }
