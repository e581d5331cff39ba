"""What the journal says and what its events say, each read for itself: grams by entry, way, lot and place."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from lilian.exchange.models import Event
from lilian.retelling.models import Retold
from lilian.stock.models import Entry, Line, Lot

Grams = Counter[tuple[str, str, str]]  # way, lot code, number of the location; of a conversion none
NOWHERE = ("harvest", "shrinkage", "sold", "wasted", "difference")
ONE_WAY = {"receive": ("+", 1), "move": ("=", 1), "return": ("=", 1), "ship": ("=", -1), "write_off": ("-", -1)}
MARKS = {"ADD": "+", "DELETE": "-", "OBSERVE": "="}
CONVERTED = {"inputQuantityList": ("in", ""), "outputQuantityList": ("out", "")}


def journal() -> dict[int, Grams]:
    """Every entry that stands, by its number."""
    gone = set(Entry.objects.exclude(reverses=None).values_list("reverses_id", flat=True))
    found: dict[int, Grams] = {}
    for entry in Entry.objects.exclude(kind="reverse").exclude(pk__in=gone):
        real = Line.objects.filter(entry=entry).exclude(location__kind__in=NOWHERE).select_related("lot")
        found[entry.pk] = Counter()
        made = any(line.weight_g > 0 for line in real)
        for line in real:
            found[entry.pk].update(way(entry.kind, line, made=made))
    return found


def way(kind: str, line: Line, *, made: bool) -> Grams:
    """What comes, goes or moves by one line; what moves is told where it comes to."""
    lot, grams = line.lot.code, line.weight_g
    if kind == "convert":
        side = "out" if grams > 0 else "in"
        return Counter({(side, lot, ""): abs(grams)} if made else {("-", lot, ""): abs(grams)})
    mark, sign = ("+" if grams > 0 else "-", grams) if kind == "count" else ONE_WAY[kind]
    return Counter({(mark, lot, str(line.location_id)): abs(grams)}) if grams * sign > 0 else Counter()


def standing() -> dict[int, list[dict[str, Any]]]:
    """The events of each entry that are not declared to be wrong."""
    wrong = set(Event.objects.filter(declared_at__isnull=False).values_list("event_id", flat=True))
    told = Retold.objects.filter(about="entry").values_list("ref", "seq")
    bodies = dict(Event.objects.values_list("seq", "body"))
    found = defaultdict(list)
    for ref, seq in told:
        body = json.loads(bodies[seq])
        if body["eventID"] not in wrong:
            found[ref].append(body)
    return dict(found)


def said(bodies: Iterable[dict[str, Any]]) -> Grams:
    found: Grams = Counter()
    for body in bodies:
        place = body["readPoint"]["id"].rpartition("/")[2]
        is_run = any("/runs/" in each["bizTransaction"] for each in body["bizTransactionList"])
        lists = {"quantityList": (MARKS.get(body.get("action", ""), ""), "" if is_run else place)}
        for name, (mark, where) in (lists | CONVERTED).items():
            for one in body.get(name, ()):
                if one.get("uom") == "KGM":
                    found[mark, lot_of(one["epcClass"]), where] += round(one["quantity"] * 1000)
    return found


def lot_of(link: str) -> str:
    """The lot a class names: by its code, or by the batch of its boxes."""
    last = link.rpartition("/")[2]
    if not last.startswith("B"):
        return last
    return Lot.objects.filter(pk__in=_packed(int(last[1:-1]))).values_list("code", flat=True)[0]


def _packed(packing_id: int) -> Any:
    from lilian.packing.models import Closing

    return Closing.objects.filter(packing_id=packing_id).values("lot_id")


def differences() -> Iterator[str]:
    """Where the events do not say what the journal says."""
    truth, told = journal(), standing()
    yield from (f"entry {key} is not told" for key in truth.keys() - told.keys())
    yield from (f"entry {key} is told and was taken back" for key in told.keys() - truth.keys())
    for key in truth.keys() & told.keys():
        if said(told[key]) != truth[key]:
            yield f"entry {key}: {said(told[key])} told, {truth[key]} in the journal"
    twice = Counter(Retold.objects.values_list("number", "part"))
    yield from (f"{key} is told twice" for key, count in twice.items() if count > 1)
    ids = Counter(Event.objects.filter(declared_at__isnull=True).values_list("event_id", flat=True))
    yield from (f"{key} is told twice" for key, count in ids.items() if count > 1)
