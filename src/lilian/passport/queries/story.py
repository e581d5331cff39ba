"""All that a box's page tells, put together from the records of every module its fruit went through."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from lilian.brand import queries as brand
from lilian.catalog import queries as catalog
from lilian.keeping import queries as keeping
from lilian.packing import queries as packing
from lilian.packing.queries import Labelled
from lilian.passport.queries.growing import origins
from lilian.passport.queries.journey import Journey, journey
from lilian.passport.queries.pictures import orchard
from lilian.passport.queries.promises import inputs, promises
from lilian.passport.queries.reader import READER
from lilian.passport.queries.standing import standing
from lilian.passport.values import Graded, Keeps, Known, Looked, Story
from lilian.quality import queries as quality
from lilian.quality.values import OCCASION_NAMES
from lilian.trace import queries as trace
from lilian.trace.values import Seeds

FRIDGE_MC, ROOM_MC = 4_000, 20_000
MOST_SAMPLES = 4


def story(code: str, *, now: datetime) -> Story | None:
    """The story of the box with exactly this code; None if there is none."""
    box = packing.labelled(code)
    if box is None:
        return None
    came = trace.back(Seeds(box_ids=(box.box_id,)))
    lots = came.lots.lot_ids
    way, grew = journey(box, lots), origins(box)
    return Story(
        known=_known(box),
        standing=standing(box, now=now),
        graded=_graded(box),
        keeps=_keeps(box, way),
        origins=grew,
        orchard=orchard(grew),
        events=way.events,
        air=way.air,
        looked=_looked(box, lots),
        promises=promises(lots),
        inputs=inputs(came.grown),
        mark=brand.public_of_box(box.box_id, timezone.localdate(now)),
    )


def _known(box: Labelled) -> Known:
    return Known(
        box_id=box.box_id,
        code=box.code,
        gtin=box.gtin,
        batch=box.batch,
        name=box.spec,
        variety=box.variety,
        packer=box.packer,
        net_g=box.net_g,
        pieces=box.pieces,
        packed_at=box.packed_at,
    )


def _graded(box: Labelled) -> Graded | None:
    """By the standard in force on the day it was packed; None where there is none, or it has no such grade."""
    day = timezone.localdate(box.packed_at)
    variety = catalog.varieties().filter(pk=box.variety_id).first()
    try:
        standard = catalog.standard_on(day, variety)
    except catalog.NoStandard:
        return None
    band = next((band for band in standard.bands if band.grade == box.grade), None)
    if band is None:
        return None
    return Graded(band.name, standard.name, standard.number, standard.effective_from, band.low_g, band.high_g)


def _keeps(box: Labelled, way: Journey) -> Keeps | None:
    """By the table of how long fruit keeps, less what warmth and age have taken; None if nobody knows its age."""
    if way.picked is None:
        return None
    packed_on = timezone.localdate(box.packed_at)
    last = keeping.lasting((box.variety, box.grade), way.picked, way.stays, on=packed_on, at_mc=(FRIDGE_MC, ROOM_MC))
    until = {value: date.fromordinal(packed_on.toordinal() + days) for value, days in last.days.items()}
    return Keeps(until[FRIDGE_MC], until[ROOM_MC], last.source)


def _looked(box: Labelled, lot_ids: Sequence[int]) -> tuple[Looked, ...]:
    """The last samples of any of its lots, the newest first; what was taken of them after it was packed is not its."""
    own = Q(lot__in=lot_ids, taken_at__lte=box.packed_at) | Q(lot=box.lot_id)
    found = quality.samples(READER).filter(own)[:MOST_SAMPLES]
    return tuple(
        Looked(
            day=timezone.localdate(card.taken_at),
            occasion=OCCASION_NAMES[card.occasion],
            by=card.organisation,
            size=card.size,
            weight_g=card.weight_g,
            firmness_mn=card.firmness_mn,
            solids_permille=card.solids_permille,
            taste=card.taste,
        )
        for card in quality.sample_cards(found)
    )
