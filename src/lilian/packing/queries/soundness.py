"""Whether closed packings are what the goods journal says of them."""

from collections.abc import Callable, Iterator

from lilian.packing.models import Closing
from lilian.packing.queries.cards import tallies
from lilian.packing.values import batch_code
from lilian.stock import queries as stock

AT_ONCE = 500


def closing_faults(progress: Callable[[int], None] = lambda done: None) -> Iterator[str]:
    """A line for each closed packing whose boxes do not weigh what their lot did when it was made."""
    done, chunk = 0, []
    for closing in Closing.objects.filter(lot__isnull=False).order_by("pk").iterator(chunk_size=AT_ONCE):
        chunk.append(closing)
        if len(chunk) == AT_ONCE:
            yield from _faults(chunk)
            done += len(chunk)
            progress(done)
            chunk = []
    yield from _faults(chunk)
    progress(done + len(chunk))


def _faults(chunk: list[Closing]) -> Iterator[str]:
    found = tallies([closing.packing_id for closing in chunk])
    for closing in chunk:
        assert closing.lot_id is not None
        born_g = sum(stock.shares(closing.lot_id).values())
        boxes_g = found[closing.packing_id].net_g if closing.packing_id in found else 0
        if born_g != boxes_g:
            code = batch_code(closing.packing_id)
            yield f"packing {code}: its boxes weigh {boxes_g} g, its lot was made of {born_g} g"
