"""What was found of each lot, and why it differs from the books."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.keeping.values import DIFFERENCE_NAMES, Counted, Difference, LyingLot
from lilian.web.shell.fields import WeightField


class CountForm(forms.Form):
    """One box per lot, the books' figure beside it; a lot left empty was not counted."""

    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, lots: Sequence[LyingLot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = {lot.lot_id: lot for lot in lots}
        why = [("", _("没有差异")), *((each.value, _(name)) for each, name in DIFFERENCE_NAMES.items())]
        for key, lot in self.lots.items():
            field = WeightField(label=lot.code, required=False)
            field.widget.attrs["class"] = "form-control-big"
            self.fields[f"found-{key}"] = field
            self.fields[f"why-{key}"] = forms.ChoiceField(label=_("差异原因"), choices=why, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for key, lot in self.lots.items():
            found, why = said.get(f"found-{key}"), said.get(f"why-{key}")
            if found is not None and found != lot.weight_g and not why:
                self.add_error(f"why-{key}", _("和账面不一样，请选原因。"))
            elif why and (found is None or found == lot.weight_g):
                self.add_error(f"found-{key}", _("选了原因，请填盘到多少。"))
        if not self.errors and not any(said.get(f"found-{key}") is not None for key in self.lots):
            raise forms.ValidationError(_("还没有填数。请至少盘一批。"), code="nothing")
        return said

    def counted(self) -> list[Counted]:
        said = self.cleaned_data
        return [
            Counted(key, said[f"found-{key}"], Difference(said[f"why-{key}"]) if said[f"why-{key}"] else None)
            for key in self.lots
            if said.get(f"found-{key}") is not None
        ]

    @property
    def lines(self) -> list[tuple[LyingLot, forms.BoundField, forms.BoundField]]:
        return [(lot, self[f"found-{key}"], self[f"why-{key}"]) for key, lot in self.lots.items()]
