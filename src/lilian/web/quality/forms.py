"""Forms of the quality room."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog.values import DEFECT_NAMES, Defect
from lilian.quality.values import OCCASION_NAMES, Fruit, Occasion, Point, SampleDraft
from lilian.web.shell.fields import choose_from

MOST_POINTS, MOST_FRUIT = 3, 20
OCCASIONS = [(occasion.value, _(name)) for occasion, name in OCCASION_NAMES.items()]
NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?", re.ASCII)


def grams(label: Any, required: bool = True) -> forms.IntegerField:
    field = forms.IntegerField(label=label, min_value=0, max_value=5_000_000, required=required)
    field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    field.unit = _("克")  # type: ignore[attr-defined]
    return field


class ScaleForm(forms.Form):
    """A scale as its plate says."""

    organisation = forms.TypedChoiceField(label=_("哪个单位的"), coerce=int)
    name = forms.CharField(label=_("秤的名字"), max_length=40)
    code = forms.CharField(label=_("秤的编号"), max_length=40)
    division = grams(_("分度值"))
    capacity = grams(_("最大称量"))

    def __init__(self, *args: Any, organisations: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organisation", organisations)


class CalibrationForm(forms.Form):
    """Up to three reference weights and what the scale showed."""

    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_POINTS + 1):
            self.fields[f"reference_{place}"] = grams(_("砝码"), required=place == 1)
            self.fields[f"reading_{place}"] = grams(_("读数"), required=place == 1)
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """A weight and its reading side by side, as they are put on and read off."""
        return [(self[f"reference_{n}"], self[f"reading_{n}"]) for n in range(1, MOST_POINTS + 1)]

    def points(self) -> list[Point]:
        said = self.cleaned_data
        pairs = [(said[f"reference_{n}"], said[f"reading_{n}"]) for n in range(1, MOST_POINTS + 1)]
        return [Point(*pair) for pair in pairs if None not in pair]


class ReadingsField(forms.CharField):
    """Several readings in one box, as they are called out: `58 61.5 60`; cleans to integers of a smaller unit."""

    def __init__(self, *, per_unit: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=300, **kwargs)
        self.per_unit = per_unit
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> list[int]:
        words = re.split(r"[\s,\uff0c\u3001]+", super().clean(value).strip())
        words = [word for word in words if word]
        if len(words) > MOST_FRUIT or not all(NUMBER.fullmatch(word) for word in words):
            raise forms.ValidationError(_("请填数字，用空格隔开，最多 20 个。"))
        return [int(Decimal(word) * self.per_unit) for word in words]


class SampleForm(forms.Form):
    """Readings in rows: the first of each row belong to the first fruit."""

    occasion = forms.ChoiceField(label=_("什么时候的样"), choices=OCCASIONS)
    size = forms.IntegerField(label=_("看了几个果"), min_value=1, max_value=200)
    firmness = ReadingsField(
        label=_("硬度（牛）"), per_unit=1000, help_text=_("8 毫米探头，一个果一个数，用空格隔开。")
    )
    solids = ReadingsField(label=_("可溶性固形物（%）"), per_unit=10, help_text=_("按同样的顺序。"))
    weights = ReadingsField(label=_("单果重（克）"), per_unit=1, help_text=_("填了就按当天的标准重新定级。"))
    taste = forms.CharField(label=_("口感"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for defect, name in DEFECT_NAMES.items():
            field = forms.IntegerField(label=_(name), min_value=0, max_value=200, required=False)
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            self.fields[f"defect_{defect.value}"] = field

    @property
    def defect_fields(self) -> list[forms.BoundField]:
        return [self[f"defect_{defect.value}"] for defect in Defect]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("occasion", "size", "firmness", "solids", "weights", "taste")]

    def draft(self, organisation_id: int, lot_id: int) -> SampleDraft:
        said = self.cleaned_data
        rows = [said["weights"], said["firmness"], said["solids"]]
        length = max(map(len, rows))
        padded = [[*row, *[None] * (length - len(row))] for row in rows]
        defects = {defect: said[f"defect_{defect.value}"] or 0 for defect in Defect}
        return SampleDraft(
            organisation_id=organisation_id,
            lot_id=lot_id,
            occasion=Occasion(said["occasion"]),
            size=said["size"],
            fruit=tuple(Fruit(*three) for three in zip(*padded, strict=True)),
            defects={defect: count for defect, count in defects.items() if count},
            taste=said["taste"],
        )
