"""The catalogue grows: varieties, standards and their versions, seasons, farm inputs."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.catalog import rules
from lilian.catalog.models import FarmInput, GradeBand, GradeLimits, Season, Standard, StandardVersion, Variety
from lilian.catalog.values import NO_LIMITS, Band, FarmInputDraft, Limits
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound


class VarietyTaken(AlreadyDone):
    code = "catalog.variety_taken"
    sentence = gettext_noop("品种“{name}”已经有了。")


class NameOfAnother(Invalid):
    code = "catalog.name_of_another"
    sentence = gettext_noop("“{word}”已经是品种“{other}”的名称、编号或别名。")
    remedy = gettext_noop("一个叫法只能指一个品种，不然表里的批次会归错。")


class FarmInputTaken(AlreadyDone):
    code = "catalog.farm_input_taken"
    sentence = gettext_noop("农资“{name}”的编号或登记证号已经有了。")


class StandardTaken(AlreadyDone):
    code = "catalog.standard_taken"
    sentence = gettext_noop("标准“{name}”已经有了，或者这个品种已经有自己的标准。")


class SeasonsOverlap(Invalid):
    code = "catalog.seasons_overlap"
    sentence = gettext_noop("和“{other}”的日期有重叠。")


class SeasonEmpty(Invalid):
    code = "catalog.season_empty"
    sentence = gettext_noop("结束日期必须晚于开始日期。")


@transaction.atomic
def add_variety(*, actor: Actor, code: str, name: str, now: datetime, aliases: Sequence[str] = ()) -> int:
    """:raises VarietyTaken: if the code or the name is there already
    :raises NameOfAnother: if one of its words means another variety already
    """
    actor.must("catalog.change")
    if Variety.objects.filter(Q(code=code) | Q(name=name)).exists():
        raise VarietyTaken(name=name)
    _check_words((code, name, *aliases), None)
    made = Variety.objects.create(code=code, name=name, aliases=list(aliases))
    audit.record(actor=actor, event="catalog.variety_added", subject=made, at=now, data={"name": name})
    return made.pk


@transaction.atomic
def change_variety(*, actor: Actor, variety_id: int, name: str, aliases: Sequence[str], now: datetime) -> None:
    """Another name, other aliases; the code stays, and with it every lot, plan and store that names the variety.

    :raises NameOfAnother: if one of its words means another variety already
    :raises AlreadyDone: if nothing would change
    """
    actor.must("catalog.change")
    found = Variety.objects.select_for_update().filter(pk=variety_id).first()
    if found is None:
        raise NotFound()
    if (found.name, found.aliases) == (name, list(aliases)):
        raise AlreadyDone()
    _check_words((name, *aliases), found.pk)
    Variety.objects.filter(pk=found.pk).update(name=name, aliases=list(aliases))
    data = {"name": [found.name, name], "aliases": [found.aliases, list(aliases)]}
    audit.record(actor=actor, event="catalog.variety_changed", subject=found, at=now, data=data)


def _check_words(words: Sequence[str], own: int | None) -> None:
    """:raises NameOfAnother: naming the first word that means another variety"""
    for other in Variety.objects.exclude(pk=own or 0):
        for word in words:
            if word in (other.code, other.name, *other.aliases):
                raise NameOfAnother(word=word, other=other.name)


@transaction.atomic
def add_standard(*, actor: Actor, code: str, name: str, now: datetime, variety_id: int | None = None) -> int:
    """A standard without any version yet; a `variety_id` of None is the general one, of which there is one.

    :raises StandardTaken: if the code is there, or the variety has a standard
    """
    actor.must("catalog.change")
    same = Q(variety_id=variety_id) if variety_id is not None else Q(variety__isnull=True)
    if Standard.objects.filter(Q(code=code) | same).exists():
        raise StandardTaken(name=name)
    made = Standard.objects.create(code=code, name=name, variety_id=variety_id)
    audit.record(actor=actor, event="catalog.standard_added", subject=made, at=now, data={"name": name})
    return made.pk


@transaction.atomic
def publish_version(
    *,
    actor: Actor,
    standard_id: int,
    effective_from: date,
    bands: Sequence[Band],
    source: str,
    now: datetime,
) -> int:
    """Publish the next version; it counts from its day on, and what counted before stays as it was.

    :raises ReachesBack: if its day is gone by or not after that of the version before
    :raises Invalid: if the grade table has a gap, an overlap or an end
    """
    actor.must("catalog.change")
    standard = Standard.objects.select_for_update().filter(pk=standard_id).first()
    if standard is None:
        raise NotFound()
    table = rules.checked_bands(bands)
    last = StandardVersion.objects.filter(standard=standard).aggregate(day=Max("effective_from"), number=Max("number"))
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    rules.check_forward(effective_from, latest=last["day"], tomorrow=tomorrow)
    made = StandardVersion.objects.create(
        standard=standard,
        number=(last["number"] or 0) + 1,
        effective_from=effective_from,
        source=source,
        published_at=now,
    )
    for band in table:
        row = GradeBand.objects.create(
            version=made, grade=band.grade, name=band.name, low_g=band.low_g, high_g=band.high_g
        )
        if band.limits != NO_LIMITS:
            _write_limits(row, band.limits)
    data = {"number": made.number, "effective_from": effective_from.isoformat()}
    audit.record(actor=actor, event="catalog.version_published", subject=made, at=now, data=data)
    return made.pk


def _write_limits(band: GradeBand, limits: Limits) -> None:
    GradeLimits.objects.create(
        band=band,
        least_diameter=limits.least_diameter,
        least_solids=limits.least_solids,
        barred=sorted(defect.value for defect in limits.barred),
        most_defects=limits.most_defects,
        tolerance=limits.tolerance,
    )


@transaction.atomic
def add_season(*, actor: Actor, code: str, name: str, starts_on: date, ends_on: date, now: datetime) -> int:
    """A season from `starts_on` until the day before `ends_on`.

    :raises SeasonsOverlap: if some day would be in two seasons
    """
    actor.must("catalog.change")
    if Season.objects.filter(code=code).exists():
        raise AlreadyDone()
    _check_days(starts_on, ends_on, None)
    made = Season.objects.create(code=code, name=name, starts_on=starts_on, ends_on=ends_on)
    audit.record(actor=actor, event="catalog.season_added", subject=made, at=now, data={"code": code})
    return made.pk


@transaction.atomic
def change_season(*, actor: Actor, season_id: int, name: str, starts_on: date, ends_on: date, now: datetime) -> None:
    """Another name or other days; what was booked keeps the days it was booked on.

    :raises SeasonEmpty, SeasonsOverlap: if the days cannot stand
    :raises AlreadyDone: if nothing would change
    """
    actor.must("catalog.change")
    found = Season.objects.select_for_update().filter(pk=season_id).first()
    if found is None:
        raise NotFound()
    if (found.name, found.starts_on, found.ends_on) == (name, starts_on, ends_on):
        raise AlreadyDone()
    _check_days(starts_on, ends_on, found.pk)
    Season.objects.filter(pk=found.pk).update(name=name, starts_on=starts_on, ends_on=ends_on)
    data = {
        "name": [found.name, name],
        "starts_on": [found.starts_on.isoformat(), starts_on.isoformat()],
        "ends_on": [found.ends_on.isoformat(), ends_on.isoformat()],
    }
    audit.record(actor=actor, event="catalog.season_changed", subject=found, at=now, data=data)


def _check_days(starts_on: date, ends_on: date, own: int | None) -> None:
    """:raises SeasonEmpty, SeasonsOverlap: if it holds no day, or one of another season"""
    if ends_on <= starts_on:
        raise SeasonEmpty()
    other = Season.objects.exclude(pk=own or 0).filter(starts_on__lt=ends_on, ends_on__gt=starts_on).first()
    if other is not None:
        raise SeasonsOverlap(other=other.name)


@transaction.atomic
def add_farm_input(*, actor: Actor, draft: FarmInputDraft, now: datetime) -> int:
    """:raises FarmInputTaken: if its code, or its registration in this pack, is there already
    :raises NotCounted, NotRegistered: as the names say
    """
    actor.must("catalog.change")
    rules.check_input(draft)
    same = Q(code=draft.code)
    if draft.registration:
        same |= Q(registration=draft.registration, pack=draft.pack)
    if FarmInput.objects.filter(same).exists():
        raise FarmInputTaken(name=draft.name)
    made = FarmInput.objects.create(**asdict(draft) | {"category": draft.category.value, "crops": list(draft.crops)})
    data = {"code": draft.code, "registration": draft.registration}
    audit.record(actor=actor, event="catalog.farm_input_added", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def change_farm_input(*, actor: Actor, draft: FarmInputDraft, now: datetime) -> None:
    """What the register says now of the input with this code; the code stays.

    :raises NotCounted, NotRegistered: as the names say
    :raises FarmInputTaken: if another has its registration in this pack
    :raises AlreadyDone: if nothing would change
    """
    actor.must("catalog.change")
    rules.check_input(draft)
    found = FarmInput.objects.select_for_update().filter(code=draft.code).first()
    if found is None:
        raise NotFound()
    said = asdict(draft) | {"category": draft.category.value, "crops": list(draft.crops)}
    changed = {name: value for name, value in said.items() if getattr(found, name) != value}
    if not changed:
        raise AlreadyDone()
    same = FarmInput.objects.exclude(pk=found.pk).filter(registration=draft.registration, pack=draft.pack)
    if draft.registration and same.exists():
        raise FarmInputTaken(name=draft.name)
    FarmInput.objects.filter(pk=found.pk).update(**changed)
    data = {name: [getattr(found, name), value] for name, value in changed.items()}
    audit.record(actor=actor, event="catalog.farm_input_changed", subject=found, at=now, data=data)
