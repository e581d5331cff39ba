"""What `lilian verify` looks at: every slip is its entry in the goods journal, and a slip taken back is reversed."""

from collections.abc import Callable, Iterator

from django.db.models import F, Q, Sum

from lilian.receiving import rules
from lilian.receiving.models import Slip

BATCH = 2_000
BROUGHT = Sum(
    "entry__lines__weight_g", filter=Q(entry__lines__lot=F("lot"), entry__lines__location=F("location")), default=0
)


def slip_faults(progress: Callable[[int], None]) -> Iterator[str]:
    """A line for every slip whose grams, amount or taking back are not those of its entry."""
    found = Slip.objects.annotate(brought_g=BROUGHT).select_related("void__entry", "entry__reversed_by").order_by("pk")
    for seen, slip in enumerate(found.iterator(chunk_size=BATCH), 1):
        yield from _faults(slip, slip.brought_g)
        progress(seen)


def _faults(slip: Slip, brought_g: int) -> Iterator[str]:
    if brought_g != slip.net_g:
        yield f"receiving: slip {slip.number} says {slip.net_g} g, its entry {brought_g} g"
    if slip.amount_fen != rules.amount_fen(slip.net_g, slip.fen_per_kg):
        yield f"receiving: slip {slip.number} does not cost what it weighs times its price"
    void = getattr(slip, "void", None)
    if void is not None and void.entry.reverses_id != slip.entry_id:
        yield f"receiving: slip {slip.number} was taken back, but not in the goods journal"
    if void is None and hasattr(slip.entry, "reversed_by"):
        yield f"receiving: slip {slip.number} counts, but its fruit was taken back in the goods journal"
