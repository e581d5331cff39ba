"""Acts of the quality room: a scale is added and checked, a sample is taken."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.quality import rules
from lilian.quality.models import Calibration, CalibrationPoint, Sample, SampleDefect, SampleFruit, Scale
from lilian.quality.values import Fruit, Point, SampleDraft, ScaleDraft
from lilian.stock import queries as stock


class ScaleTaken(AlreadyDone):
    code = "quality.scale_taken"
    sentence = gettext_noop("秤的编号“{given}”已经有了。")


class SampleAhead(Invalid):
    code = "quality.sample_ahead"
    sentence = gettext_noop("取样的时刻还没有到。")


@transaction.atomic
def add_scale(*, actor: Actor, draft: ScaleDraft, now: datetime) -> int:
    """:raises ScaleTaken, ScaleWrong: nothing is written then"""
    actor.must("quality.change_scales", organisation_id=draft.organisation_id)
    rules.check_scale(draft.division_g, draft.capacity_g)
    hold_name(f"quality scale\n{draft.code}", wait=True)
    if Scale.objects.filter(code=draft.code).exists():
        raise ScaleTaken(given=draft.code)
    made = Scale.objects.create(
        organisation_id=draft.organisation_id,
        code=draft.code,
        name=draft.name,
        division_g=draft.division_g,
        capacity_g=draft.capacity_g,
        added_at=now,
    )
    audit.record(actor=actor, event="quality.scale_added", subject=made, at=now, data={"code": draft.code})
    return made.pk


@transaction.atomic
def calibrate(
    *, actor: Actor, scale_id: int, points: Sequence[Point], client_key: str, now: datetime, note: str = ""
) -> bool:
    """Check a scale against reference weights; return whether it passed. The same client key again is the same check.

    :raises NoPoints, PointWrong, KeyReused, NotFound: nothing is written then
    """
    scale = _scale(actor, scale_id)
    hold_name(f"quality\n{client_key}", wait=True)
    if same := Calibration.objects.filter(client_key=client_key).first():
        said = [Point(each.reference_g, each.reading_g) for each in same.points.all()]
        if (same.scale_id, said) != (scale_id, list(points)):
            raise KeyReused()
        return same.passed
    rules.check_points(scale.capacity_g, points)
    passed = rules.passes(scale.division_g, points)
    made = Calibration.objects.create(
        scale=scale,
        day=timezone.localdate(now),
        at=now,
        checked_by=actor.name[:80],
        passed=passed,
        note=note[:200],
        client_key=client_key,
    )
    CalibrationPoint.objects.bulk_create(
        CalibrationPoint(
            calibration=made,
            reference_g=point.reference_g,
            reading_g=point.reading_g,
            allowed_g=rules.allowed_error_g(scale.division_g, point.reference_g),
        )
        for point in points
    )
    data = {"passed": passed, "points": len(points)}
    audit.record(actor=actor, event="quality.scale_checked", subject=scale, at=now, data=data)
    return passed


def _scale(actor: Actor, scale_id: int) -> Scale:
    actor.must("quality.check")
    found = Scale.objects.filter(pk=scale_id).first()
    if found is None:
        raise NotFound()
    actor.must("quality.check", organisation_id=found.organisation_id)
    return found


@transaction.atomic
def take_sample(*, actor: Actor, draft: SampleDraft, client_key: str, now: datetime) -> int:
    """Write down a sample of a lot; return its key. The same client key again gives the same sample.

    :raises SampleWrong, SampleAhead, KeyReused, NotFound: nothing is written then
    """
    actor.must("quality.check", organisation_id=draft.organisation_id)
    lot = stock.lots(actor).filter(pk=draft.lot_id).first()
    if lot is None:
        raise NotFound()
    hold_name(f"quality\n{client_key}", wait=True)
    if same := Sample.objects.filter(client_key=client_key).first():
        return _same(same, draft)
    rules.check_sample(draft)
    at = draft.taken_at or now
    if at > now:
        raise SampleAhead()
    made = Sample.objects.create(
        organisation_id=draft.organisation_id,
        lot=lot,
        occasion=draft.occasion.value,
        size=draft.size,
        taken_at=at,
        taken_by=actor.name[:80],
        taste=draft.taste[:200],
        client_key=client_key,
    )
    _measured(made, draft)
    data = {"lot": lot.code, "size": draft.size, "defects": sum(draft.defects.values())}
    audit.record(actor=actor, event="quality.sampled", subject=made, at=now, data=data)
    return made.pk


def _same(sample: Sample, draft: SampleDraft) -> int:
    fruit = [Fruit(each.weight_g, each.firmness_mn, each.solids_permille) for each in sample.fruit.all()]
    written = (sample.organisation_id, sample.lot_id, sample.occasion, sample.size, fruit)
    if written != (draft.organisation_id, draft.lot_id, draft.occasion.value, draft.size, list(draft.fruit)):
        raise KeyReused()
    return sample.pk


def _measured(sample: Sample, draft: SampleDraft) -> None:
    SampleFruit.objects.bulk_create(
        SampleFruit(
            sample=sample,
            number=number,
            weight_g=fruit.weight_g,
            firmness_mn=fruit.firmness_mn,
            solids_permille=fruit.solids_permille,
        )
        for number, fruit in enumerate(draft.fruit, 1)
    )
    SampleDefect.objects.bulk_create(
        SampleDefect(sample=sample, defect=defect.value, count=count)
        for defect, count in draft.defects.items()
        if count
    )
