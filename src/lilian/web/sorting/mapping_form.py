"""How a machine writes, said by pointing at the columns of a sample."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.catalog.queries import grade_names
from lilian.catalog.values import DEFECT_NAMES, Defect
from lilian.sorting.sheets import Sample
from lilian.sorting.values import MEASURE_NAMES, UNITS, Mapping, Measure, Profile
from lilian.web.shell.fields import choose_from
from lilian.web.sorting.forms import ENDINGS

NONE, MARKS = "-", ("|", "、", ",", ";", "/")
PLEASE = ("", _("请选择"))


class SampleForm(forms.Form):
    file = forms.FileField(
        label=_("样本文件"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=_("机器导出的一个文件，几百行就够。只用来看列，不收进任何一次分选。"),
    )


@dataclass(frozen=True)
class Start:
    """What is known before the sample is looked at: a profile to go on from, or all there are to guess by."""

    mapping: Mapping
    name: str = ""
    note: str = ""

    def column(self, sample: Sample, measure: Measure) -> str:
        """Where a heading of ours stands, as the form has it; '' where none does."""
        names = [_plain(name) for name in self.mapping.columns.get(measure, [])]
        return next((str(n) for n, heading in enumerate(sample.headings) if _plain(heading) in names), "")


def guessing(profiles: Iterable[Profile]) -> Start:
    """The headings, grades and defects of all profiles together."""
    whole = Mapping(columns={}, units={})
    for one in profiles:
        given = one.mapping
        columns = {m: [*whole.columns.get(m, []), *given.columns.get(m, [])] for m in Measure}
        whole = replace(
            whole,
            columns=columns,
            units=given.units | whole.units,
            grades=given.grades | whole.grades,
            defects=given.defects | whole.defects,
        )
    return Start(whole)


def _plain(heading: str) -> str:
    return "".join(heading.split()).lower()


class MappingForm(forms.Form):
    """A column and a unit for each measure; then what each of the machine's grades and defects is called by us."""

    name = forms.CharField(label=_("方案名称"), max_length=80, help_text=_("例如：二号线的分选机。"))
    note = forms.CharField(label=_("备注"), max_length=300, required=False)

    def __init__(self, *args: Any, sample: Sample, start: Start, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sample, self.start = sample, start
        self.fields["name"].initial, self.fields["note"].initial = start.name, start.note
        heads = [(str(n), self._heading(n)) for n in range(len(sample.headings))]
        for measure in Measure:
            self._add_measure(measure, heads)
        mark = forms.ChoiceField(label=_("一格里几种缺陷用什么隔开"), choices=[(one, one) for one in MARKS])
        mark.initial = start.mapping.defect_mark if start.mapping.defect_mark in MARKS else MARKS[0]
        self.fields["defect_mark"] = mark
        grades = self._values(Measure.GRADE)
        self._add_values("grade", grades, grade_names().items(), _("不算等级"), start.mapping.grades)
        defects = self._values(Measure.DEFECTS, str(self["defect_mark"].value()))
        known = {code: (defect.value if defect else "") for code, defect in start.mapping.defects.items()}
        names = [(one.value, _(name)) for one, name in DEFECT_NAMES.items()]
        self._add_values("defect", defects, names, _("没有缺陷"), known)
        self.grades, self.defects = grades, defects

    def _heading(self, column: int) -> str:
        example = self.sample.example(column)[:12]
        heading = self.sample.headings[column][:24]
        return (
            gettext("%(heading)s（如 %(example)s）") % {"heading": heading, "example": example} if example else heading
        )

    def _add_measure(self, measure: Measure, heads: list[tuple[str, str]]) -> None:
        field = forms.ChoiceField(label=_(MEASURE_NAMES[measure]), required=measure is Measure.WEIGHT)
        field.initial = self.start.column(self.sample, measure)
        self.fields[f"column-{measure}"] = field
        choose_from(self, f"column-{measure}", [("", _("没有这一列")), *heads])
        if measure in UNITS:
            units = forms.ChoiceField(
                label=_("计量单位"), choices=[(unit, unit) for unit in UNITS[measure]], required=False
            )
            units.initial = self.start.mapping.units.get(measure)
            self.fields[f"unit-{measure}"] = units

    def _values(self, measure: Measure, mark: str = "") -> list[str]:
        chosen = str(self[f"column-{measure}"].value() or "")
        is_column = chosen.isdigit() and int(chosen) < len(self.sample.headings)
        return self.sample.values(int(chosen), mark) if is_column else []

    def _add_values(
        self, name: str, values: Sequence[str], ours: Iterable[tuple[str, Any]], none: Any, known: dict[str, str]
    ) -> None:
        options = [PLEASE, *ours, (NONE, none)]
        for n, value in enumerate(values):
            field = forms.ChoiceField(label=value)
            field.initial = (known[value] or NONE) if value in known else ""
            self.fields[f"{name}-{n}"] = field
            choose_from(self, f"{name}-{n}", options)

    @property
    def measures(self) -> list[dict[str, Any]]:
        return [
            {"column": self[f"column-{one}"], "unit": self[f"unit-{one}"] if one in UNITS else None} for one in Measure
        ]

    @property
    def grade_fields(self) -> list[Any]:
        return [self[f"grade-{n}"] for n in range(len(self.grades))]

    @property
    def defect_fields(self) -> list[Any]:
        return [self[f"defect-{n}"] for n in range(len(self.defects))]

    def mapping(self) -> Mapping:
        """What was said; headings that stood for a measure before still do."""
        said = self.cleaned_data
        columns = {m: self._headings(m, said[f"column-{m}"]) for m in Measure if said[f"column-{m}"]}
        grades = {value: _ours(said[f"grade-{n}"]) for n, value in enumerate(self.grades)}
        defects = {value: _ours(said[f"defect-{n}"]) for n, value in enumerate(self.defects)}
        before = self.start.mapping if self.start.name else Mapping(columns={}, units={})
        return replace(
            before,
            columns=columns,
            units={m: said[f"unit-{m}"] for m in UNITS if m in columns},
            grades=before.grades | grades,
            defects=before.defects | {code: Defect(one) if one else None for code, one in defects.items()},
            defect_mark=said["defect_mark"],
        )

    def _headings(self, measure: Measure, chosen: str) -> list[str]:
        heading = self.sample.headings[int(chosen)]
        before = self.start.mapping.columns.get(measure, []) if self.start.name else []
        return [heading, *(one for one in before if one != heading)]


def _ours(chosen: str) -> str:
    return "" if chosen == NONE else chosen
