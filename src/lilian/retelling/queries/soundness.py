"""What `lilian verify` looks at: grams told are grams posted, and what was taken back is declared to be."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from lilian.base.plain_sql import keys, rows
from lilian.epcis.documents import Body
from lilian.exchange import queries as events
from lilian.retelling.models import Retold
from lilian.retelling.queries import drafting, telling
from lilian.retelling.values import About

AT_ONCE, FAR = 1_000, 1_000_000
# Of a conversion what went in and what came out; of the rest what moved once.
POSTED = """
SELECT entry.id, entry.reverses_id, sum(CASE
    WHEN entry.kind IN ('receive', 'move', 'return') AND line.weight_g < 0 THEN 0
    ELSE abs(line.weight_g) END)
FROM stock_entry AS entry JOIN stock_line AS line ON line.entry_id = entry.id
JOIN stock_location AS place ON place.id = line.location_id AND place.organisation_id IS NOT NULL
WHERE entry.id IN ({keys}) GROUP BY entry.id, entry.reverses_id
"""
ENTRIES = "SELECT id FROM stock_entry ORDER BY id"
QUANTITIES = ("quantityList", "inputQuantityList", "outputQuantityList")


def entries_to_look_at() -> int:
    return int(rows("SELECT count(*) FROM stock_entry")[0][0])


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """Entries that are told wrongly, twice or not at all; those the worker has not come to yet are left out."""
    upto = telling.progress()
    if not upto:
        return
    to_come = {act.ref for _, code, act in drafting.waiting(upto, FAR) if code == drafting.POSTED}
    numbers = [number for (number,) in rows(ENTRIES) if number not in to_come]
    for start in range(0, len(numbers), AT_ONCE):
        yield from _wrong(numbers[start : start + AT_ONCE])
        progress(start + AT_ONCE)


def _wrong(numbers: Sequence[int]) -> Iterator[str]:
    posted = {entry_id: (of, int(grams)) for entry_id, of, grams in rows(POSTED, keys(numbers))}
    seqs = telling.of_entries(numbers)
    bodies = events.bodies([seq for some in seqs.values() for seq in some])
    for entry_id, (of, grams) in posted.items():
        if of is None:
            told = sum(_grams(bodies[seq]) for seq in seqs.get(entry_id, ()) if seq in bodies)
            if told != grams:
                yield f"retelling: entry {entry_id} posts {grams} g, its events tell {told} g"
    yield from _not_declared({entry_id: of for entry_id, (of, _) in posted.items() if of is not None})


def _grams(body: Body) -> int:
    found = (one for name in QUANTITIES for one in body.get(name, ()))
    return sum(round(one["quantity"] * 1000) for one in found if one.get("uom") == "KGM")


def _not_declared(reversals: dict[int, int]) -> Iterator[str]:
    """Each event of an entry that was taken back has its declaration."""
    told = telling.of_entries(list(reversals.values()))
    back = defaultdict[int, int](int)
    rows_of = Retold.objects.filter(about=About.REVERSAL.value, ref__in=list(reversals))
    for ref in rows_of.values_list("ref", flat=True):
        back[ref] += 1
    for reversal, entry_id in reversals.items():
        if back[reversal] != len(told.get(entry_id, ())):
            yield f"retelling: entry {entry_id} was taken back, its events stand"
