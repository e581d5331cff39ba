"""Forms of sorting. They read; whether it may stand is decided by the act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lilian.sorting.sheets import LINE_LIMITS
from lilian.sorting.values import InputDraft, OverrideDraft, Profile, RunDraft
from lilian.web.shell.fields import MomentField, WeightField, choose_from

PLEASE = _("请选择")
ENDINGS = ".csv,.tsv,.txt,.xlsx,.xls,.xlsb,.ods"


@dataclass(frozen=True)
class Spot:
    """So much of a lot lies there and is free."""

    lot_id: int
    location_id: int
    lot: str
    what: str
    place: str
    free_g: int


class OpenForm(forms.Form):
    """What goes through the tank: each lot with a tick, how much of it, and what the line's file calls it."""

    cleaned_at = MomentField(label=_("什么时候清的池"))
    tank = forms.IntegerField(label=_("几号池"), min_value=1, max_value=99, initial=1)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, line_id: int, spots: Sequence[Spot], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_id, self.spots = line_id, spots
        self.fields["cleaned_at"].initial = timezone.localtime(now).replace(second=0, microsecond=0)
        self.fields["tank"].widget.attrs["inputmode"] = "numeric"
        for n, spot in enumerate(spots):
            self.fields[f"take-{n}"] = forms.BooleanField(label=spot.lot, required=False, initial=len(spots) == 1)
            weight = WeightField(label=_("投多少"), unit="公斤", required=False, initial=spot.free_g)
            self.fields[f"weight-{n}"] = weight
            self.fields[f"mark-{n}"] = forms.CharField(label=_("机器里的批次记号"), max_length=40, required=False)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each lot with its three fields."""
        named = ("take", "weight", "mark")
        return [{"spot": spot} | {name: self[f"{name}-{n}"] for name in named} for n, spot in enumerate(self.spots)]

    @property
    def rest(self) -> list[Any]:
        return [self[name] for name in ("cleaned_at", "tank", "note")]

    def draft(self) -> RunDraft:
        said = self.cleaned_data
        inputs = tuple(
            InputDraft(spot.lot_id, spot.location_id, said[f"weight-{n}"] or 0, said[f"mark-{n}"])
            for n, spot in enumerate(self.spots)
            if said[f"take-{n}"]
        )
        return RunDraft(self.line_id, inputs, said["cleaned_at"], said["tank"], said["note"])


class FileForm(forms.Form):
    """The line's file and how its machine writes."""

    file = forms.FileField(
        label=_("逐果数据"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=format_lazy(
            _("机器导出的文件，CSV 或 Excel，最大 {most} MB。"), most=LINE_LIMITS.file_bytes // 1024**2
        ),
    )
    profile = forms.ChoiceField(label=_("映射方案"), help_text=_("这台机器怎样写文件。"))
    good_only = forms.BooleanField(label=_("只收没有问题的行"), required=False)

    def __init__(self, *args: Any, profiles: Mapping[str, Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "profile", [(code, one.name) for code, one in profiles.items()])


class CloseForm(forms.Form):
    """What the scales say of each grade; a grade that was not weighed has what the line says."""

    def __init__(self, *args: Any, grades: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        """`grades` are (code, name, what the line says)."""
        super().__init__(*args, **kwargs)
        self.grades = [code for code, *_rest in grades]
        for code, name, said in grades:
            self.fields[f"grade-{code}"] = WeightField(label=name, unit="公斤", required=False, help_text=said)
        self.fields["note"] = forms.CharField(label=_("备注"), max_length=200, required=False)

    def weighed_g(self) -> dict[str, int]:
        found = {code: self.cleaned_data[f"grade-{code}"] for code in self.grades}
        return {code: weight_g for code, weight_g in found.items() if weight_g is not None}


class OverrideForm(forms.Form):
    """So much of one grade goes as another."""

    from_grade = forms.ChoiceField(label=_("哪一级"))
    to_grade = forms.ChoiceField(label=_("改成哪一级"))
    weight = WeightField(label=_("多少"), unit="公斤", required=False, help_text=_("空着就是这一级全部。"))
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, grades: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_grade", "to_grade"):
            choose_from(self, name, [("", PLEASE), *grades])

    def draft(self) -> OverrideDraft:
        said = self.cleaned_data
        return OverrideDraft(said["from_grade"], said["to_grade"], said["reason"], said["weight"])
