"""Temperatures of a store's rooms, read off by a person."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lilian.kernel.quantity import plain
from lilian.storage.values import ReadingDraft, RoomCard
from lilian.web.shell.fields import MeasureField, MomentField
from lilian.web.storage.stores.cells import degrees

COLDEST_MC, WARMEST_MC, WETTEST_PM = -30_000, 50_000, 1_000
PRECISION = 10  # a tenth of a degree has 100 thousandths; two decimals are the finest a logger shows


class DegreesField(MeasureField):
    """A temperature in degrees Celsius; cleans to thousandths."""

    unit = "℃"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # The number keypad of some phones has no minus; the full keyboard does.
        self.widget.attrs["inputmode"] = "text"

    def read(self, text: str) -> int:
        try:
            exact = Decimal(plain(text).replace("−", "-").removesuffix(plain("℃"))) * 1000
            value = round(exact)
        except (InvalidOperation, ValueError, OverflowError):
            raise forms.ValidationError(_("这不是温度。请填数字，零下加减号，例如 -0.5。"), code="bad") from None
        if not COLDEST_MC <= value <= WARMEST_MC:
            raise forms.ValidationError(_("温度要在 −30 ℃ 和 50 ℃ 之间。"), code="bounds")
        return value


class HumidityField(MeasureField):
    """Relative humidity in per cent; cleans to per mille."""

    unit = "%"

    def read(self, text: str) -> int:
        try:
            value = round(Decimal(plain(text).removesuffix("%")) * 10)
        except (InvalidOperation, ValueError, OverflowError):
            raise forms.ValidationError(_("这不是湿度。请填百分数，例如 92。"), code="bad") from None
        if not 0 <= value <= WETTEST_PM:
            raise forms.ValidationError(_("湿度要在 0 和 100 之间。"), code="bounds")
        return value


class ReadingsForm(forms.Form):
    """One box per room; a room left empty was not read."""

    at = MomentField(label=_("什么时候看的"))

    def __init__(self, *args: Any, rooms: Sequence[RoomCard], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = timezone.localtime(now).replace(second=0, microsecond=0)
        self.rooms = {f"room-{room.id}": room for room in rooms}
        for name, room in self.rooms.items():
            last = _("上次 %(degrees)s") % {"degrees": degrees(room.temperature_mc)} if room.temperature_mc else ""
            self.fields[name] = DegreesField(label=room.code, required=False, help_text=last)
            humidity = HumidityField(label=_("%(room)s 湿度") % {"room": room.code}, required=False)
            self.fields[name.replace("room-", "humidity-")] = humidity

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        broken = [name for name in self.rooms if name in self.errors]
        if not broken and all(said.get(name) is None for name in self.rooms):
            raise forms.ValidationError(_("还没有填温度。请至少填一间库房。"), code="nothing")
        return said

    def drafts(self) -> list[ReadingDraft]:
        said = self.cleaned_data
        return [
            ReadingDraft(room.id, said["at"], said[name], said.get(name.replace("room-", "humidity-")))
            for name, room in self.rooms.items()
            if said.get(name) is not None
        ]
