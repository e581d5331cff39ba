"""What must hold when the season is over, read from the journal's lines themselves and compared with everybody else."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Sum

from lilian.base import verification
from lilian.idling.models import TaskEnd
from lilian.keeping.models import CountSheet, PutAway
from lilian.packing.models import Box, Taken
from lilian.packing.models import Closing as PackingClosing
from lilian.receiving.models import Slip
from lilian.sorting.models import Closing as RunClosing
from lilian.stock.models import Entry, Line
from lilian.stock.values import LocationKind
from tests.season.life import Season

Sums = Counter[tuple[int, LocationKind]]
PLACES = (LocationKind.SHRINKAGE, LocationKind.SOLD, LocationKind.WASTED, LocationKind.DIFFERENCE)


def faults(season: Season) -> Iterator[str]:
    """A line for each thing that is not as the season went."""
    yield from of_the_books(season)
    yield from of_the_balance()
    yield from of_slips(season)
    yield from of_runs(season)
    yield from of_boxes(season)
    yield from of_stores()
    yield from (f"verify: {fault}" for fault in verification.faults())


def lying() -> Counter[tuple[int, int]]:
    """Grams by lot and real location, summed from the lines."""
    rows = Line.objects.filter(location__organisation__isnull=False).order_by().values_list("lot_id", "location_id")
    return Counter({(lot, where): sum_g for lot, where, sum_g in rows.annotate(sum_g=Sum("weight_g")) if sum_g})


def gone() -> Sums:
    """Grams by variety and where they went that is nowhere; what was harvested is negative."""
    rows = (
        Line.objects.filter(location__organisation__isnull=True)
        .order_by()
        .values_list("lot__variety_id", "location__kind")
    )
    return Counter({(v, LocationKind(kind)): g for v, kind, g in rows.annotate(sum_g=Sum("weight_g")) if g})


def of_the_books(season: Season) -> Iterator[str]:
    books = season.books
    if lying() != Counter({spot: g for spot, g in books.lies.items() if g}):
        yield "what lies where is not what the season did"
    if gone() != Counter({place: g for place, g in books.gone.items() if g}):
        yield f"what went where is not what the season did: {gone()} and not {books.gone}"


def of_the_balance() -> Iterator[str]:
    """Harvested = on hand + shrinkage + sold + wasted + found missing, by variety, to the gram."""
    varieties = dict(Line.objects.values_list("lot_id", "lot__variety_id"))
    on_hand: Counter[int] = Counter()
    for (lot, _), weight_g in lying().items():
        on_hand[varieties[lot]] += weight_g
    went = gone()
    for variety in set(varieties.values()):
        harvested_g = -went[variety, LocationKind.HARVEST]
        kept_g = on_hand[variety] + sum(went[variety, place] for place in PLACES)
        if harvested_g != kept_g or harvested_g <= 0:
            yield f"variety {variety}: {harvested_g} g were harvested, {kept_g} g are there"


def came(entry: int, lot: int, location: int) -> int:
    found = Line.objects.filter(entry=entry, lot=lot, location=location)
    return found.aggregate(sum_g=Sum("weight_g", default=0))["sum_g"]


def lost(entry: int) -> int:
    found = Line.objects.filter(entry=entry, location__kind=LocationKind.SHRINKAGE.value)
    return found.aggregate(sum_g=Sum("weight_g", default=0))["sum_g"]


def taken(entry: int) -> int:
    """Grams that left a real location in an entry."""
    found = Line.objects.filter(entry=entry, location__organisation__isnull=False, weight_g__lt=0)
    return -found.aggregate(sum_g=Sum("weight_g", default=0))["sum_g"]


def of_slips(season: Season) -> Iterator[str]:
    """Each slip is what was weighed; those that count are harvested, those that were taken back are not."""
    for slip in Slip.objects.select_related("void", "entry"):
        if not slip.net_g == season.weighed_g[slip.pk] == came(slip.entry_id, slip.lot_id, slip.location_id):
            yield f"slip {slip.number}: its net is not its lines"
        if hasattr(slip, "void") == (slip.pk in season.slips):
            yield f"slip {slip.number}: taken back, or not, otherwise than the season did"
        if hasattr(slip, "void") != Entry.objects.filter(reverses=slip.entry_id).exists():
            yield f"slip {slip.number}: void in one place and not in the other"


def of_runs(season: Season) -> Iterator[str]:
    """Each run took, made and lost what its entry says; the counts are what the files said."""
    for closing in RunClosing.objects.filter(entry__isnull=False).select_related("run"):
        entry, made = int(closing.entry_id or 0), list(closing.run.outputs.filter(lot__isnull=False))
        if any(came(entry, int(one.lot_id or 0), closing.run.location_id) != one.weight_g for one in made):
            yield f"{closing.run.code}: a lot is not what the run says of it"
        put_in = closing.run.inputs.aggregate(sum_g=Sum("weight_g"))["sum_g"]
        if not closing.taken_g == put_in == taken(entry):
            yield f"{closing.run.code}: what was taken is not what was put in"
        if closing.lost_g != lost(entry) or put_in != closing.lost_g + sum(one.weight_g for one in made):
            yield f"{closing.run.code}: lost is not what is missing"
        seen_dg = closing.run.outputs.aggregate(sum_dg=Sum("line_dg"))["sum_dg"]
        if seen_dg != season.runs_dg[closing.run_id]:
            yield f"{closing.run.code}: its counts are not its files"


def of_boxes(season: Season) -> Iterator[str]:
    """The boxes that count are the lot; what was taken and is in no box was lost."""
    for closing in PackingClosing.objects.filter(entry__isnull=False).select_related("packing"):
        entry, packing = int(closing.entry_id or 0), closing.packing
        boxes = Box.objects.filter(packing=packing, void__isnull=True).aggregate(sum_g=Sum("net_g"))["sum_g"]
        if not boxes == season.boxes_g[packing.pk] == came(entry, int(closing.lot_id or 0), packing.location_id):
            yield f"packing {packing.pk}: its lot is not its boxes"
        taken_g = Taken.objects.filter(closing=closing).aggregate(sum_g=Sum("weight_g"))["sum_g"]
        if taken_g != taken(entry) or taken_g != boxes + lost(entry):
            yield f"packing {packing.pk}: taken is not packed and lost"


def of_stores() -> Iterator[str]:
    for put in PutAway.objects.select_related("room"):
        if came(put.entry_id, put.lot_id, int(put.room.location_id or 0)) != put.weight_g:
            yield f"put-away {put.pk}: its entry brought something else"
    for sheet in CountSheet.objects.filter(entry__isnull=False).select_related("room").prefetch_related("lines"):
        for line in sheet.lines.all():
            posted_g = came(int(sheet.entry_id or 0), line.lot_id, int(sheet.room.location_id or 0))
            if posted_g != line.found_g - line.book_g:
                yield f"count {sheet.pk}: a difference is not what was posted"
    for end in TaskEnd.objects.filter(entry__isnull=False).select_related("task"):
        if came(int(end.entry_id or 0), end.task.lot_id, end.task.target_location_id) != end.weight_g:
            yield f"transfer {end.task_id}: its entry moved something else"


def entries_of_others(season: Season) -> set[int]:
    """Entries that the season's books do not know: none may be."""
    reversals = Entry.objects.filter(reverses__isnull=False)
    undone = set(reversals.values_list("reverses_id", flat=True)) | set(reversals.values_list("pk", flat=True))
    return set(Entry.objects.values_list("pk", flat=True)) - undone - set(season.books.undo)
