"""What events are about, listed: things, places, steps, states, kinds of events."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet

from lilian.base.actors import Actor
from lilian.epcis import words
from lilian.epcis.identifiers import canonical
from lilian.exchange.models import Event, EventItem, Item
from lilian.exchange.values import THINGS

Listed = tuple[list[str], str | None]


def _things() -> "QuerySet[Item]":
    used = EventItem.objects.filter(item_id=OuterRef("pk"), role__in=[int(part) for part in THINGS])
    return Item.objects.filter(Exists(used))


def _places(column: str) -> "QuerySet[Item]":
    return Item.objects.filter(Exists(Event.objects.order_by().filter(**{column: OuterRef("pk")})))


ITEMS: dict[str, Callable[[], "QuerySet[Item]"]] = {
    "epcs": _things,
    "readPoints": lambda: _places("read_point_id"),
    "bizLocations": lambda: _places("biz_location_id"),
}
WORDS = {"bizSteps": ("biz_step", words.BIZ_STEP), "dispositions": ("disposition", words.DISPOSITION)}


def listed(actor: Actor, resource: str, *, size: int, after: str | None) -> Listed:
    """Names in the order of text behind one, and where the next page begins."""
    actor.must("exchange.see")
    if resource in ITEMS:
        rows = ITEMS[resource]().order_by("uri").values_list("uri", flat=True)
        found = list((rows if after is None else rows.filter(uri__gt=after))[: size + 1])
    else:
        found = sorted(name for name in _words(resource) if after is None or name > after)[: size + 1]
    return found[:size], found[size - 1] if len(found) > size else None


def _words(resource: str) -> set[str]:
    """The standard's own words, and whatever else was told; these are few, and one look finds the next."""
    if resource == "eventTypes":
        return {*words.EVENT_TYPES, *_distinct("type")}
    column, kind = WORDS[resource]
    return {*kind.known, *_distinct(column)}


def _distinct(column: str) -> set[str]:
    found: set[str] = set()
    last = ""
    while (
        row := Event.objects.order_by(column).filter(**{f"{column}__gt": last}).values_list(column).first()
    ) is not None:
        last = row[0]
        found.add(last)
    return found


def is_known(actor: Actor, resource: str, name: str) -> bool:
    """True if an event speaks of it, or the standard does."""
    actor.must("exchange.see")
    if resource in ITEMS:
        return ITEMS[resource]().filter(uri=canonical(name)).exists()
    if resource == "eventTypes":
        return name in _words(resource)
    return WORDS[resource][1].bare(name) in _words(resource)


def prefix_lengths(uris: set[str]) -> dict[str, int]:
    """How long the company prefixes of these things are, as far as a URN ever told."""
    names = sorted(uris)
    found: dict[str, int] = {}
    for start in range(0, len(names), 400):
        rows = Item.objects.filter(uri__in=names[start : start + 400], prefix_length__gt=0)
        found |= dict(rows.values_list("uri", "prefix_length"))
    return found
