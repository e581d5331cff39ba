"""Pack specifications are added, and each gets new versions."""

from datetime import date, datetime, timedelta
from itertools import count

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.kernel.refusal import NotFound
from lilian.packing import rules
from lilian.packing.actions.refusals import SpecReachesBack, SpecTaken
from lilian.packing.models import Spec, SpecVersion
from lilian.packing.values import SpecDraft, SpecFigures


@transaction.atomic
def add_spec(
    *, actor: Actor, draft: SpecDraft, figures: SpecFigures, effective_from: date, source: str, now: datetime
) -> int:
    """A specification with its first version, which may count from any day on.

    :raises SpecTaken: if the code or the bar code is there already
    :raises FiguresWrong, GtinWrong: as the names say
    """
    actor.must("packing.change_specs")
    rules.checked(figures)
    hold_name("packing specifications", wait=True)
    gtin = rules.checked_gtin(draft.gtin) if draft.gtin.strip() else _next_own_gtin()
    if Spec.objects.filter(code=draft.code).exists() or Spec.objects.filter(gtin=gtin).exists():
        raise SpecTaken(given=draft.code)
    spec = Spec.objects.create(
        code=draft.code, name=draft.name, gtin=gtin, variety_id=draft.variety_id, grade=draft.grade
    )
    _version(spec, 1, figures, effective_from, source, now)
    data = {"code": draft.code, "name": draft.name, "gtin": gtin, "label_g": figures.label_g}
    audit.record(actor=actor, event="packing.spec_added", subject=spec, at=now, data=data)
    return spec.pk


@transaction.atomic
def publish_spec(
    *, actor: Actor, spec_id: int, figures: SpecFigures, effective_from: date, source: str, now: datetime
) -> int:
    """The next version; it counts for packings opened from its day on, and what was packed before stays as it was.

    :raises SpecReachesBack: if its day is gone by, or not after that of the version before
    :raises FiguresWrong: if the figures make no box
    """
    actor.must("packing.change_specs")
    spec = Spec.objects.select_for_update().filter(pk=spec_id).first()
    if spec is None:
        raise NotFound()
    rules.checked(figures)
    last = SpecVersion.objects.filter(spec=spec).aggregate(day=Max("effective_from"), number=Max("number"))
    earliest = max(timezone.localdate(now), last["day"]) + timedelta(days=1)
    if effective_from < earliest:
        raise SpecReachesBack(earliest=earliest)
    made = _version(spec, last["number"] + 1, figures, effective_from, source, now)
    data = {"number": made.number, "effective_from": effective_from.isoformat(), "label_g": figures.label_g}
    audit.record(actor=actor, event="packing.spec_published", subject=made, at=now, data=data)
    return made.pk


def _next_own_gtin() -> str:
    """One after another, past those given by hand; who adds holds the line of numbers until its transaction ends."""
    newest = Spec.objects.aggregate(newest=Max("pk"))["newest"] or 0
    free = (rules.own_gtin(number) for number in count(newest + 1))
    return next(gtin for gtin in free if not Spec.objects.filter(gtin=gtin).exists())


def _version(spec: Spec, number: int, figures: SpecFigures, day: date, source: str, now: datetime) -> SpecVersion:
    return SpecVersion.objects.create(
        spec=spec,
        number=number,
        effective_from=day,
        source=source,
        published_at=now,
        label_g=figures.label_g,
        shortage_g=figures.shortage_g,
        least_count=figures.least_count,
        most_count=figures.most_count,
        tare_g=figures.tare_g,
        price_fen_per_kg=figures.price_fen_per_kg,
    )
