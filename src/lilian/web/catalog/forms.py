"""The form of a new version: each grade says only where it ends, so there can be no gap and no overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog.values import Band
from lilian.web.shell.fields import DayField

SPARE = 2
MOST = 12


@dataclass(frozen=True)
class BandFields:
    """The bound fields of one grade; the last one has no end."""

    name: forms.BoundField
    end: forms.BoundField


class VersionForm(forms.Form):
    effective_from = DayField(label=_("从哪天起执行"), help_text=_("新标准只管以后；以前定的等级不会变。"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如：联盟办公室 2026 年第 3 号通知。"))

    def __init__(self, *args: Any, bands: Sequence[Band], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bands = list(bands)
        self.count = min(MOST, len(self.bands) + SPARE)
        for place in range(self.count):
            band = self.bands[place] if place < len(self.bands) else None
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

    @property
    def rows(self) -> list[BandFields]:
        return [BandFields(self[f"name_{place}"], self[f"end_{place}"]) for place in range(self.count)]

    @property
    def said(self) -> list[tuple[str, int | None]]:
        """(name, end) of each grade filled in, as it stands from light to heavy."""
        pairs = ((self.cleaned_data[f"name_{n}"].strip(), self.cleaned_data[f"end_{n}"]) for n in range(self.count))
        given = [pair for pair in pairs if pair[0] or pair[1]]
        return sorted(given, key=lambda pair: (pair[1] is None, pair[1] or 0))

    def table(self) -> list[Band]:
        """Each grade begins where the one before it ends; a known name keeps its code."""
        codes = {band.name: band.grade for band in self.bands}
        low, made = 0, []
        for name, end in self.said:
            made.append(Band(codes.get(name, f"from_{low}"), name, low, end))
            low = end or low
        return made

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if any(not name for name, _end in self.said):
            raise forms.ValidationError(_("有一级没有写名称。"))
        if sum(end is None for _name, end in self.said) > 1:
            raise forms.ValidationError(_("只有最大的一级可以不写上限。"))
        return cleaned


def next_day(today: date) -> dict[str, Any]:
    return {"effective_from": date.fromordinal(today.toordinal() + 1)}
