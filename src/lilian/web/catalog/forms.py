"""The form of a new version: each grade says only where it ends, so there can be no gap and no overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog.values import DEFECT_NAMES, NO_LIMITS, Band, Defect, Limits
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.fields import DayField, TenthsField

SPARE = 2
MOST = 12


@dataclass(frozen=True)
class BandFields:
    """The bound fields of one grade; the last one has no end. `limits` are what it asks beside weight."""

    name: forms.BoundField
    end: forms.BoundField
    limits: tuple[forms.BoundField, ...]
    asks_more: bool


@dataclass(frozen=True)
class Said:
    """A grade as filled in."""

    name: str
    end: int | None
    limits: Limits


def limit_fields(limits: Limits) -> dict[str, forms.Field]:
    """The fields of what a grade asks beside weight, by the name of the limit."""
    return {
        "diameter": TenthsField(
            label=_("果径不小于"), unit=gettext_noop("毫米"), most=300, required=False, initial=limits.least_diameter
        ),
        "solids": TenthsField(
            label=_("糖度不低于"), unit="°Brix", most=40, required=False, initial=limits.least_solids
        ),
        "most": forms.IntegerField(
            label=_("一个果上最多几种缺陷"),
            required=False,
            min_value=0,
            max_value=len(Defect),
            initial=limits.most_defects,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        ),
        "tolerance": TenthsField(
            label=_("容许不够级的果"), unit="%", most=99, required=False, initial=limits.tolerance or None
        ),
        "barred": forms.TypedMultipleChoiceField(
            label=_("不许有的缺陷"),
            required=False,
            choices=[(one.value, _(name)) for one, name in DEFECT_NAMES.items()],
            coerce=Defect,
            initial=[one.value for one in Defect if one in limits.barred],
            widget=forms.CheckboxSelectMultiple,
        ),
    }


class VersionForm(forms.Form):
    effective_from = DayField(label=_("从哪天起执行"), help_text=_("新标准只管以后；以前定的等级不会变。"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如：联盟办公室 2026 年第 3 号通知。"))

    def __init__(self, *args: Any, bands: Sequence[Band], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bands = list(bands)
        self.count = min(MOST, len(self.bands) + SPARE)
        for place in range(self.count):
            self._add_band(place, self.bands[place] if place < len(self.bands) else None)

    def _add_band(self, place: int, band: Band | None) -> None:
        self.fields[f"name_{place}"] = forms.CharField(
            label=_("等级名称"), max_length=20, required=False, initial=band.name if band else ""
        )
        self.fields[f"end_{place}"] = forms.IntegerField(
            label=_("不到多少克"),
            required=False,
            min_value=1,
            max_value=100_000,
            initial=band.high_g if band else None,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
        for name, field in limit_fields(band.limits if band else NO_LIMITS).items():
            self.fields[f"{name}_{place}"] = field

    @property
    def rows(self) -> list[BandFields]:
        return [self._row(place) for place in range(self.count)]

    def _row(self, place: int) -> BandFields:
        limits = tuple(self[f"{name}_{place}"] for name in limit_fields(NO_LIMITS))
        asks_more = any(field.value() or field.errors for field in limits)
        return BandFields(self[f"name_{place}"], self[f"end_{place}"], limits, asks_more)

    @property
    def said(self) -> list[Said]:
        """Each grade filled in, as it stands from light to heavy."""
        whole = [self._said(place) for place in range(self.count)]
        given = [one for one in whole if one.name or one.end]
        return sorted(given, key=lambda one: (one.end is None, one.end or 0))

    def _said(self, place: int) -> Said:
        said = {name: self.cleaned_data[f"{name}_{place}"] for name in ("name", "end", *limit_fields(NO_LIMITS))}
        limits = Limits(
            least_diameter=said["diameter"],
            least_solids=said["solids"],
            barred=frozenset(said["barred"]),
            most_defects=said["most"],
            tolerance=said["tolerance"] or 0,
        )
        return Said(said["name"].strip(), said["end"], limits)

    def table(self) -> list[Band]:
        """Each grade begins where the one before it ends; a known name keeps its code."""
        codes = {band.name: band.grade for band in self.bands}
        low, made = 0, []
        for one in self.said:
            made.append(Band(codes.get(one.name, f"from_{low}"), one.name, low, one.end, one.limits))
            low = one.end or low
        return made

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if any(not one.name for one in self.said):
            raise forms.ValidationError(_("有一级没有写名称。"))
        if sum(one.end is None for one in self.said) > 1:
            raise forms.ValidationError(_("只有最大的一级可以不写上限。"))
        return cleaned


def next_day(today: date) -> dict[str, Any]:
    return {"effective_from": date.fromordinal(today.toordinal() + 1)}
