"""A store's rooms in one cell: `1号库 60吨 520m³、2号库 40吨`. Pure; it refuses what it cannot read."""

import re
from dataclasses import dataclass

from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import in_unit, number_text, parse_weight_g
from lilian.kernel.refusal import Invalid, Refusal

SAID = re.compile(
    r"^(?P<code>\S+?)(?:\s*[:：]\s*|\s+)(?P<capacity>[\d.]+\s*[^\d\s.]+|[\d.]+)"
    r"(?:\s+(?P<volume>[\d.]+)\s*(?:m³|m3|立方米|立方|方))?$",
    re.IGNORECASE,
)
LITRES_PER_M3 = 1_000


class UnreadableRoom(Invalid):
    code = "storage.unreadable_room"
    sentence = gettext_noop("看不懂库房“{given}”。")
    remedy = gettext_noop("请写成“1号库 60吨 520m³”，几间用顿号分开，容积可以不写。")


class RoomTwice(Invalid):
    code = "storage.room_twice"
    sentence = gettext_noop("库房“{given}”写了两次。")


@dataclass(frozen=True)
class RoomSaid:
    """One room as a cell says it; a volume that is not given is None."""

    code: str
    capacity_g: int
    volume_l: int | None


def rooms_of(parts: tuple[str, ...]) -> dict[str, RoomSaid]:
    """The parts of a cell, by the room's code.

    :raises UnreadableRoom, RoomTwice: naming the first part at fault
    """
    found: dict[str, RoomSaid] = {}
    for part in parts:
        said = _room(part)
        if said.code in found:
            raise RoomTwice(given=said.code)
        found[said.code] = said
    return found


def _room(part: str) -> RoomSaid:
    met = SAID.match(part.strip())
    if met is None:
        raise UnreadableRoom(given=part)
    try:
        capacity_g = parse_weight_g(met["capacity"], "吨")
        volume_l = None if met["volume"] is None else round(float(met["volume"]) * LITRES_PER_M3)
    except (Refusal, ValueError):
        raise UnreadableRoom(given=part) from None
    if capacity_g <= 0 or len(met["code"]) > 40:
        raise UnreadableRoom(given=part)
    return RoomSaid(met["code"], capacity_g, volume_l)


def room_text(code: str, capacity_g: int, volume_l: int) -> str:
    """As `rooms_of` reads it, to the gram and the litre."""
    volume = f"{volume_l / LITRES_PER_M3:.3f}".rstrip("0").rstrip(".")
    return f"{code} {number_text(in_unit(capacity_g, '吨'), 6).replace(',', '')}吨 {volume}m³"
