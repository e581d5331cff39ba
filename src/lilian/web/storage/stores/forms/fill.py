"""What lies in each room of one store, as the keeper types it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.storage.values import RoomCard
from lilian.web.shell.fields import WeightField
from lilian.web.shell.tags import tonnes


class RoomField(WeightField):
    """Tonnes in one room, the last figure behind it."""

    def __init__(self, room: RoomCard) -> None:
        super().__init__(label=room.code, required=False)
        self.room = room
        self.widget.attrs["class"] = "form-control-big"
        if room.stock_g is not None:
            self.widget.attrs["placeholder"] = gettext("上次 %(tonnes)s") % {"tonnes": self.last}

    @property
    def last(self) -> str:
        """The last figure as it would be typed."""
        return str(self.prepare_value(self.room.stock_g)) if self.room.stock_g is not None else ""


class FillForm(forms.Form):
    """One box per room; a room left empty is not reported. `sure` is asked for when a room is over its capacity."""

    note = forms.CharField(label=_("备注"), max_length=200, required=False)
    sure = forms.BooleanField(label=_("数没有填错，确实比申报库容多"), required=False)

    def __init__(self, *args: Any, rooms: Sequence[RoomCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {f"room-{room.id}": room for room in rooms}
        for name, room in self.rooms.items():
            self.fields[name] = RoomField(room)
        self.asks_if_sure = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        broken = [name for name in self.rooms if name in self.errors]
        if not self.stock_g_by_room and not broken:
            raise forms.ValidationError(_("还没有填数。请至少填一间库房。"), code="nothing")
        over = [name for name, room in self.rooms.items() if (said.get(name) or 0) > room.capacity_g]
        self.asks_if_sure = bool(over)
        if not said.get("sure"):
            for name in over:
                self.add_error(name, self._too_much(self.rooms[name], said[name]))
        return said

    @staticmethod
    def _too_much(room: RoomCard, stock_g: int) -> str:
        said = {"capacity": tonnes(room.capacity_g), "over": tonnes(stock_g - room.capacity_g)}
        return (
            gettext("申报库容是 %(capacity)s 吨，多了 %(over)s 吨。填错了就改；没有填错，请在最上面勾选确认。") % said
        )

    @property
    def stock_g_by_room(self) -> dict[int, int]:
        said = getattr(self, "cleaned_data", {})
        return {room.id: said[name] for name, room in self.rooms.items() if said.get(name) is not None}

    @property
    def lines(self) -> Iterator[tuple[forms.BoundField, RoomCard]]:
        for name, room in self.rooms.items():
            yield self[name], room
