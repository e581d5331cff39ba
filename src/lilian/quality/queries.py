"""Reads of the quality room."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.catalog.values import Defect
from lilian.kernel.refusal import NotFound
from lilian.quality import rules
from lilian.quality.models import Calibration, Sample, Scale
from lilian.quality.values import CheckCard, Fruit, Occasion, Reading, SampleCard, ScaleCard
from lilian.stock import queries as stock

LAST = Calibration.objects.filter(scale=OuterRef("pk")).order_by("-pk")


def scales(actor: Actor, *, now: datetime, permission: str = "quality.see") -> list[ScaleCard]:
    """Scales of organisations where the actor holds the permission, by code, and how each stands today."""
    actor.must(permission)
    reach = actor.reach(permission)
    found = Scale.objects.select_related("organisation").annotate(
        last_day=Subquery(LAST.values("day")[:1]),
        last_at=Subquery(LAST.values("at")[:1]),
        last_passed=Subquery(LAST.values("passed")[:1]),
    )
    if not reach.everywhere:
        found = found.filter(organisation_id__in=reach.organisation_ids)
    today = timezone.localdate(now)
    return [
        ScaleCard(
            scale_id=row.pk,
            organisation_id=row.organisation_id,
            organisation=row.organisation.name,
            code=row.code,
            name=row.name,
            division_g=row.division_g,
            capacity_g=row.capacity_g,
            state=rules.state(today, row.last_day, bool(row.last_passed)),
            checked_at=row.last_at,
        )
        for row in found
    ]


def scale(actor: Actor, scale_id: int, *, now: datetime, permission: str = "quality.see") -> ScaleCard:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = [card for card in scales(actor, now=now, permission=permission) if card.scale_id == scale_id]
    if not found:
        raise NotFound()
    return found[0]


def checks(scale_id: int, *, most: int = 90) -> list[CheckCard]:
    """The last checks of a scale that may be seen, the newest first."""
    found = Calibration.objects.filter(scale=scale_id).prefetch_related("points").order_by("-pk")[:most]
    return [
        CheckCard(
            check_id=row.pk,
            day=row.day,
            at=row.at,
            checked_by=row.checked_by,
            passed=row.passed,
            note=row.note,
            readings=tuple(Reading(each.reference_g, each.reading_g, each.allowed_g) for each in row.points.all()),
        )
        for row in found
    ]


def samples(actor: Actor) -> QuerySet[Sample]:
    """Samples taken by organisations the actor may look into, the last taken first."""
    actor.must("quality.see")
    reach = actor.reach("quality.see")
    return _whole() if reach.everywhere else _whole().filter(organisation_id__in=reach.organisation_ids)


def samples_of(actor: Actor, lot_id: int) -> QuerySet[Sample]:
    """Every sample of a lot, whoever took it, the last first: a lot that came from others brings its history.

    :raises NotFound: if there is no such lot, or the actor may not see it
    """
    actor.must("quality.see")
    stock.lot(actor, lot_id)
    return _whole().filter(lot=lot_id)


def sample(actor: Actor, sample_id: int) -> SampleCard:
    """One that the actor's organisations took, or that was taken of a lot the actor sees.

    :raises NotFound: if there is none, or the actor may not see it
    """
    actor.must("quality.see")
    found = _whole().filter(pk=sample_id).first()
    if found is None:
        raise NotFound()
    if found.organisation_id not in actor.reach("quality.see"):
        stock.lot(actor, found.lot_id)
    return _card(found)


def sample_cards(found: Iterable[Sample]) -> list[SampleCard]:
    """What is shown of each, in their order."""
    return [_card(row) for row in found]


def regraded(card: SampleCard) -> dict[str, int]:
    """Grade name -> weighed fruit of the sample, by weight alone, as the standard of that day has it; lightest first.

    Empty where nothing was weighed or no standard was in force.
    """
    weighed = [fruit.weight_g for fruit in card.fruit if fruit.weight_g is not None]
    variety = catalog.varieties().filter(pk=card.variety_id).first()
    try:
        bands = catalog.standard_on(timezone.localdate(card.taken_at), variety).bands if weighed else ()
    except catalog.NoStandard:
        return {}
    counts = {band.name: sum(weight_g in band for weight_g in weighed) for band in bands}
    return {name: count for name, count in counts.items() if count}


def _whole() -> QuerySet[Sample]:
    return Sample.objects.select_related("organisation", "lot__variety").prefetch_related("fruit", "defects")


def _card(row: Sample) -> SampleCard:
    fruit = tuple(Fruit(each.weight_g, each.firmness_mn, each.solids_permille) for each in row.fruit.all())
    return SampleCard(
        sample_id=row.pk,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        lot_id=row.lot_id,
        lot=row.lot.code,
        variety_id=row.lot.variety_id,
        variety=row.lot.variety.name,
        grade=row.lot.grade,
        occasion=Occasion(row.occasion),
        size=row.size,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        taste=row.taste,
        weight_g=rules.mean([each.weight_g for each in fruit]),
        firmness_mn=rules.mean([each.firmness_mn for each in fruit]),
        solids_permille=rules.mean([each.solids_permille for each in fruit]),
        fruit=fruit,
        defects={Defect(each.defect): each.count for each in row.defects.all()},
    )
