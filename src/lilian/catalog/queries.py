"""Reads of the catalogue. It is public knowledge, so no actor is asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lilian.base.logged import Record
from lilian.catalog import rules
from lilian.catalog.models import FarmInput, GradeBand, GradeLimits, Season, Standard, StandardVersion, Variety
from lilian.catalog.values import NO_LIMITS, Band, Defect, Limits, StandardInForce
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound


class NoStandard(NotFound):
    code = "catalog.no_standard"
    sentence = gettext_noop("{day} 这一天还没有可用的等级标准。")
    remedy = gettext_noop("请联盟办先发布标准。")


def varieties() -> QuerySet[Variety]:
    return Variety.objects.all()


def variety_named(text: str) -> Variety | None:
    """By code, name or alias."""
    wanted = text.strip()
    return next((one for one in varieties() if wanted in (one.code, one.name, *one.aliases)), None)


def latin_name(name: str) -> str:
    """How a variety is called in Latin letters, by its first alias in them; its name where it has none."""
    aliases = varieties().filter(name=name).values_list("aliases", flat=True).first() or ()
    return next((alias for alias in aliases if alias.isascii()), name)


def seasons() -> QuerySet[Season]:
    return Season.objects.all()


def season_on(day: date) -> Season | None:
    return Season.objects.filter(starts_on__lte=day, ends_on__gt=day).first()


def farm_inputs(text: str = "") -> QuerySet[FarmInput]:
    """`text` is a part of the name, the code, the registration or of what works in it."""
    wanted = text.strip()
    if not wanted:
        return FarmInput.objects.all()
    named = Q(name__icontains=wanted) | Q(code__iexact=wanted)
    return FarmInput.objects.filter(named | Q(registration__icontains=wanted) | Q(active_ingredient__icontains=wanted))


def standards() -> QuerySet[Standard]:
    return Standard.objects.select_related("variety")


def versions(standard_id: int) -> list[StandardInForce]:
    """All versions, newest first; past ones stay as they were."""
    return [_as_value(version) for version in _whole().filter(standard_id=standard_id).order_by("-number")]


def version(version_id: int) -> StandardInForce:
    """One version by its key, whether it still counts or not.

    :raises NotFound: if there is none
    """
    found = _whole().filter(pk=version_id).first()
    if found is None:
        raise NotFound()
    return _as_value(found)


def standard_on(day: date, variety: Variety | None = None) -> StandardInForce:
    """What counts that day: the variety's own standard if it has one in force, else the general one.

    :raises NoStandard: if none is in force yet
    """
    own = [variety.pk] if variety is not None else []
    for owner in (*own, None):
        found = _whole().filter(effective_from__lte=day, standard__variety=owner)
        latest = found.order_by("-effective_from", "pk").first()
        if latest is not None:
            return _as_value(latest)
    raise NoStandard(day=day)


def grade_for(weight_g: int, variety: Variety | None, day: date) -> Band:
    """The grade by its weight of a fruit on that day, where nothing else of it is known.

    :raises NoStandard: if no standard is in force yet
    :raises ValueError: if the weight is negative
    """
    return rules.band_of(standard_on(day, variety).bands, weight_g)


def _whole() -> QuerySet[StandardVersion]:
    return StandardVersion.objects.select_related("standard").prefetch_related("bands__limits")


def _as_value(version: StandardVersion) -> StandardInForce:
    return StandardInForce(
        version_id=version.pk,
        standard_id=version.standard_id,
        code=version.standard.code,
        name=version.standard.name,
        number=version.number,
        effective_from=version.effective_from,
        source=version.source,
        bands=tuple(_band(one) for one in version.bands.all()),
    )


def _band(row: GradeBand) -> Band:
    limits: GradeLimits | None = getattr(row, "limits", None)
    return Band(row.grade, row.name, row.low_g, row.high_g, _limits(limits) if limits else NO_LIMITS)


def _limits(row: GradeLimits) -> Limits:
    barred = frozenset(Defect(one) for one in row.barred)
    return Limits(row.least_diameter, row.least_solids, barred, row.most_defects, row.tolerance)


def grade_names() -> dict[str, str]:
    """A grade's name by its code, light to heavy, from every version of every standard; the newest says it."""
    named: dict[str, str] = {}
    for standard in standards():
        for one in reversed(versions(standard.pk)):
            named |= {band.grade: band.name for band in one.bands}
    return named


def version_records(keys: Sequence[int]) -> dict[int, Record]:
    """Versions of standards as the transparency log swears to them: all of it is public."""
    limits = {row.band_id: row for row in GradeLimits.objects.filter(band__version__in=keys)}
    bands = dict[int, list[dict[str, Any]]]()
    for band in GradeBand.objects.filter(version__in=keys).order_by("low_g"):
        said = {"grade": band.grade, "name": band.name, "low_g": band.low_g, "high_g": band.high_g}
        bands.setdefault(band.version_id, []).append(said | _limits_said(limits.get(band.pk)))
    found = {}
    for row in StandardVersion.objects.filter(pk__in=keys).select_related("standard"):
        said = {"standard": row.standard.code, "number": row.number, "from": row.effective_from.isoformat()}
        found[row.pk] = Record(said | {"source": row.source, "bands": bands.get(row.pk, [])})
    return found


def _limits_said(row: GradeLimits | None) -> dict[str, Any]:
    if row is None:
        return {}
    names = ("least_diameter", "least_solids", "barred", "most_defects", "tolerance")
    return {name: getattr(row, name) for name in names}
