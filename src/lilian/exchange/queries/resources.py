"""What events are about, listed: things, places, steps, states, kinds of events."""

from django.db import connection

from lilian.base.actors import Actor
from lilian.epcis import words
from lilian.epcis.identifiers import canonical
from lilian.exchange.models import Event, Item
from lilian.exchange.queries.rights import seen_by
from lilian.exchange.values import THINGS

Listed = tuple[list[str], str | None]


THINGS_TOLD = """
SELECT 1 FROM exchange_eventitem AS part WHERE part.item_id = item.id AND part.role IN ({roles}) AND ({{seen}})
"""
PLACES_TOLD = "SELECT 1 FROM exchange_event AS event WHERE event.{column} = item.id AND ({{seen}})"
ROLES = ", ".join(str(int(part)) for part in THINGS)
# What tells of an item of each list, and what the event's number is called there.
ITEMS = {
    "epcs": (THINGS_TOLD.format(roles=ROLES), "part.event_id"),
    "readPoints": (PLACES_TOLD.format(column="read_point_id"), "event.seq"),
    "bizLocations": (PLACES_TOLD.format(column="biz_location_id"), "event.seq"),
}
WORDS = {"bizSteps": ("biz_step", words.BIZ_STEP), "dispositions": ("disposition", words.DISPOSITION)}


def listed(actor: Actor, resource: str, *, size: int, after: str | None) -> Listed:
    """Names in the order of text behind one, and where the next page begins."""
    actor.must("exchange.see")
    if resource in ITEMS:
        found = _items(actor, resource, "item.uri > %s", after or "", most=size + 1)
    else:
        found = sorted(name for name in _words(resource) if after is None or name > after)[: size + 1]
    return found[:size], found[size - 1] if len(found) > size else None


def _items(actor: Actor, resource: str, which: str, uri: str, *, most: int) -> list[str]:
    """Names of items that an event tells of which the actor sees, in the order of text."""
    told, seq = ITEMS[resource]
    seen = seen_by(actor.reach("exchange.see"))
    inside = told.format(seen=seen.of(seq))
    sql = f"SELECT item.uri FROM exchange_item AS item WHERE {which} AND EXISTS ({inside}) ORDER BY item.uri LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [uri, *seen.values, most])
        return [found for (found,) in cursor.fetchall()]


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
        return bool(_items(actor, resource, "item.uri = %s", canonical(name), most=1))
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
