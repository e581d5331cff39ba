"""Lots in, new lots out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.base.numbers import next_ids
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.stock import rules
from lilian.stock.actions.fruit import check_posting, check_taken
from lilian.stock.actions.posting import Draft, NewLot, nowhere, post, posted_before, write_lots
from lilian.stock.actions.refusals import MadeMoreThanTaken
from lilian.stock.models import Entry, Lot, Share
from lilian.stock.values import Conversion, EntryKind, Line, LocationKind, Origin, Posted, Spot


@transaction.atomic
def convert(*, actor: Actor, conversion: Conversion, client_key: str, now: datetime) -> Posted:
    """Sort, pack, split or mix: what was taken and is in no output is posted as lost, gram by gram, of its lot.

    :raises MadeMoreThanTaken: if more came out than went in
    :raises NotEnough, ConditionForbids, LocationClosed, DayClosed: nothing is written then
    """
    draft = Draft(EntryKind.CONVERT, conversion.day, client_key, conversion, conversion.note, beside=conversion.beside)
    if same := posted_before(draft):
        return same
    taken, made = conversion.taken, conversion.made
    check_taken(taken)
    check_taken([Line(Spot(0, output.location_id), output.weight_g, output.pieces) for output in made])
    taken_g, made_g = rules.sum_g(taken), sum(output.weight_g for output in made)
    if made_g > taken_g:
        raise MadeMoreThanTaken(taken=weight_text(taken_g, "公斤"), made=weight_text(made_g, "公斤"))
    check_posting(actor, rules.mirrored(taken), conversion.day, now)
    check_posting(actor, [Line(Spot(0, output.location_id), output.weight_g) for output in made], conversion.day, now)
    (entry_id,) = next_ids(Entry, 1)
    table = rules.descent([line.weight_g for line in taken], [output.weight_g for output in made])
    lots = write_lots(entry_id, _new_lots(conversion, table), day=conversion.day, now=now)
    lines = [*rules.mirrored(taken), *_made(conversion, lots), *_lost(taken, [row[-1] for row in table])]
    post(actor, draft, lines, now, entry_id)
    return Posted(entry_id, tuple(lots))


def _new_lots(conversion: Conversion, table: list[list[int]]) -> list[NewLot]:
    parents = [line.spot.lot_id for line in conversion.taken]
    shares = _shares(parents)
    found = []
    for number, output in enumerate(conversion.made):
        from_each_g = [row[number] for row in table]
        parents_g: dict[int, int] = {}
        for parent, weight_g in zip(parents, from_each_g, strict=True):
            parents_g[parent] = parents_g.get(parent, 0) + weight_g
        grew = rules.origins_of_mix([shares[parent] for parent in parents], from_each_g)
        found.append(NewLot(output.lot, grew, parents_g))
    return found


def _shares(lot_ids: Sequence[int]) -> dict[int, dict[Origin, int]]:
    """Where each of these lots grew.

    :raises NotFound: if one is not there
    """
    found: dict[int, dict[Origin, int]] = {
        lot_id: {} for lot_id in Lot.objects.filter(pk__in=lot_ids).values_list("pk", flat=True)
    }
    if len(found) != len(set(lot_ids)):
        raise NotFound()
    for share in Share.objects.filter(lot_id__in=lot_ids).order_by("pk"):
        found[share.lot_id][Origin(share.organisation_id, share.household_id, share.block_id)] = share.weight_g
    return found


def _made(conversion: Conversion, lots: Sequence[int]) -> list[Line]:
    return [
        Line(Spot(lot_id, output.location_id), output.weight_g, output.pieces)
        for lot_id, output in zip(lots, conversion.made, strict=True)
    ]


def _lost(taken: Sequence[Line], lost_g: Sequence[int]) -> list[Line]:
    shrinkage = nowhere(LocationKind.SHRINKAGE)
    return [
        Line(Spot(line.spot.lot_id, shrinkage), weight_g)
        for line, weight_g in zip(taken, lost_g, strict=True)
        if weight_g
    ]
