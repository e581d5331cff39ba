"""Fruit moved to another room, or leaving the store."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.keeping.values import KeptRoomCard, LyingLot, MoveDraft
from lilian.web.keeping.forms.fields import big_weight, room_choices
from lilian.web.shell.fields import choose_from
from lilian.web.shell.tags import tonnes


def lot_choices(lots: Sequence[LyingLot]) -> list[tuple[int, str]]:
    return [(lot.lot_id, lot_words(lot)) for lot in lots if lot.free_g]


def lot_words(lot: LyingLot) -> str:
    said = {"lot": lot.code, "what": f"{lot.variety} {lot.grade}".strip(), "owner": lot.owner}
    return gettext("%(lot)s %(what)s · %(owner)s · %(tonnes)s 吨") % {**said, "tonnes": tonnes(lot.free_g, 3)}


class MoveForm(forms.Form):
    """A lot of the room, how much of it, and the room it goes to."""

    lot = forms.TypedChoiceField(label=_("哪一批"), coerce=int, widget=forms.RadioSelect)
    to = forms.TypedChoiceField(label=_("移到哪间"), coerce=int)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, room: KeptRoomCard, others: Sequence[KeptRoomCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room
        choose_from(self, "lot", lot_choices(room.lots))
        choose_from(self, "to", [("", _("请选择")), *room_choices(others, with_store=True)])
        weight = big_weight(_("移多少"), required=False, help_text=_("空着就是整批。"))
        self.fields = {
            "lot": self.fields["lot"],
            "weight": weight,
            "to": self.fields["to"],
            "note": self.fields["note"],
        }

    def draft(self) -> MoveDraft:
        said = self.cleaned_data
        (lot,) = [one for one in self.room.lots if one.lot_id == said["lot"]]
        return MoveDraft(lot.lot_id, self.room.id, said["to"], said["weight"] or lot.free_g, note=said["note"])


class ReleaseForm(forms.Form):
    """How much of each lot leaves; those that keep least long stand first."""

    to = forms.CharField(label=_("给谁、去哪里"), max_length=120)

    def __init__(self, *args: Any, lots: Sequence[LyingLot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = {f"lot-{lot.lot_id}": lot for lot in lots if lot.free_g}
        for name, lot in self.lots.items():
            self.fields[name] = big_weight(lot.code, required=False)
        self.order_fields([*self.lots, "to"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(name) for name in self.lots) and not any(name in self.errors for name in self.lots):
            raise forms.ValidationError(_("还没有填出库多少。请至少填一批。"), code="nothing")
        return said

    def taken_g(self) -> dict[int, int]:
        return {lot.lot_id: self.cleaned_data[name] for name, lot in self.lots.items() if self.cleaned_data.get(name)}

    @property
    def lines(self) -> list[tuple[forms.BoundField, LyingLot]]:
        return [(self[name], lot) for name, lot in self.lots.items()]
