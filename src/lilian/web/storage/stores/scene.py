"""The county's stores as a map: a circle by capacity, its ring by how full it is."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.drawing import Part, Place, Scene, draw_map, legend
from lilian.storage.values import StoreCard
from lilian.web.shell.drawings import drawn
from lilian.web.shell.tags import percent, tonnes
from lilian.web.storage.stores.filters import FULL, is_open

LOOKS_FULL = 0.995


def tone(card: StoreCard) -> str:
    if not is_open(card):
        return "closed"
    return "full" if card.fill_rate >= LOOKS_FULL else "some"


def parts(card: StoreCard) -> tuple[Part, ...]:
    """What lies there, and above the declared capacity in the colour of too much."""
    if card.fill_rate > FULL:
        over = min(FULL, card.fill_rate - FULL)
        return Part(FULL - over, "new"), Part(over, "over")
    return (Part(card.fill_rate, "new"),)


def in_words(card: StoreCard) -> str:
    if not is_open(card):
        return gettext("%(name)s：停用") % {"name": card.name}
    said = {"name": card.name, "rate": percent(card.fill_rate), "free": tonnes(card.free_g)}
    return gettext("%(name)s：库容比 %(rate)s，空余 %(free)s 吨") % said


def place(card: StoreCard) -> Place:
    return Place(
        id=card.code,
        lat=card.lat,
        lon=card.lon,
        size=card.capacity_g,
        label=card.name,
        title=in_words(card),
        parts=parts(card) if is_open(card) else (),
        figure=percent(card.fill_rate) if is_open(card) else "",
        tone=tone(card),
    )


def store_map(shown: Sequence[StoreCard], everything: Sequence[StoreCard]) -> SafeString:
    """The stores shown, on the ground of all of them, so that the map stays put while chips are pressed."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for card in everything:
        if card.township:
            towns[card.township].append((card.lat, card.lon))
    description = gettext("%(count)s 座冷库的位置和库容比；旁边的列表是同样的内容。") % {"count": len(shown)}
    scene = Scene(places=[place(card) for card in shown], towns=towns)
    svg = draw_map(scene, map_id="stores", title=gettext("冷库分布"), description=description, translate=gettext)
    return drawn(svg)


def map_legend() -> SafeString:
    entries = [
        ("ring", gettext("圆圈越大库容越大，绿色一圈是已存的份额")),
        ("full", gettext("已满")),
        ("closed", gettext("停用")),
    ]
    return drawn(legend(entries))
