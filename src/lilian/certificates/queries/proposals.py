"""What a certificate for lots on hand would say, and which certificates it would name."""

from collections.abc import Collection

from lilian.base.actors import Actor
from lilian.certificates import rules
from lilian.certificates.models import Part
from lilian.certificates.queries.collected import STANDS, collected
from lilian.certificates.queries.weights import promised_g
from lilian.certificates.values import Form, Proposal
from lilian.kernel.refusal import NotFound
from lilian.stock import queries as stock

Numbers = dict[int, str]


def proposal(actor: Actor, lot_ids: Collection[int], organisation_id: int) -> Proposal:
    """What a certificate for these lots would say: its form, how much of each may still be promised, what to name.

    :raises NotFound: if the actor may not see one of them
    """
    rows = {row.pk: row for row in stock.lots(actor).filter(pk__in=lot_ids)}
    if not rows or len(rows) < len(set(lot_ids)):
        raise NotFound()
    shares = {key: stock.shares(key) for key in rows}
    promised = promised_g(rows)
    origins = [origin for grown in shares.values() for origin in grown]
    produced = promised_g(rows, form=Form.PRODUCER)
    left = {key: sum(grown.values()) - promised.get(key, 0) for key, grown in shares.items()}
    own = {
        key: min(left[key], rules.own_g(grown, organisation_id, None) - produced.get(key, 0))
        for key, grown in shares.items()
    }
    earlier, taken_in = _nearest(actor, set(rows), organisation_id)
    return Proposal(
        form=rules.form_of(origins, organisation_id, None),
        variety_id=next(iter(rows.values())).variety_id,
        lots=left,
        codes={key: row.code for key, row in rows.items()},
        own={key: weight_g for key, weight_g in own.items() if weight_g > 0},
        earlier=earlier,
        collected=taken_in,
    )


def _nearest(actor: Actor, lot_ids: set[int], organisation_id: int) -> tuple[Numbers, Numbers]:
    """Certificates of ours, and those taken in, of what the lots came out of.

    Where a certificate stands for a lot, what it came out of is told by that one: a certificate that was replaced
    after mixing is not named again.
    """
    earlier: Numbers = {}
    taken_in: Numbers = {}
    seen, here = set[int](), set(lot_ids)
    while here:
        of_ours = Part.objects.filter(lot__in=here - lot_ids, certificate__void__isnull=True)
        brought = collected(actor).filter(STANDS, lot__in=here, organisation=organisation_id)
        told = set[int]()
        for lot_id, key, number in of_ours.values_list("lot_id", "certificate_id", "certificate__number"):
            earlier[key] = number
            told.add(lot_id)
        for row in brought:
            taken_in[row.pk] = row.number
            told.add(row.lot_id)
        seen |= here
        here = stock.parents(here - told) - seen
    return earlier, taken_in
