"""Pack specifications as they count on a day."""

from datetime import date

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.packing.models import SpecVersion
from lilian.packing.values import SpecCard, SpecFigures


def figures_of(version: SpecVersion) -> SpecFigures:
    return SpecFigures(
        label_g=version.label_g,
        shortage_g=version.shortage_g,
        least_count=version.least_count,
        most_count=version.most_count,
        tare_g=version.tare_g,
        price_fen_per_kg=version.price_fen_per_kg,
    )


def spec_card(version: SpecVersion) -> SpecCard:
    spec = version.spec
    return SpecCard(
        spec_id=spec.pk,
        version_id=version.pk,
        number=version.number,
        effective_from=version.effective_from,
        code=spec.code,
        name=spec.name,
        gtin=spec.gtin,
        variety_id=spec.variety_id,
        variety=spec.variety.name,
        grade=spec.grade,
        figures=figures_of(version),
        source=version.source,
    )


def specs(actor: Actor, day: date) -> list[SpecCard]:
    """What counts that day, by code; one that begins later shows its first version."""
    actor.must("packing.see")
    by_spec: dict[int, SpecVersion] = {}
    for version in SpecVersion.objects.select_related("spec__variety").order_by("spec__code", "number"):
        if version.spec_id not in by_spec or version.effective_from <= day:
            by_spec[version.spec_id] = version
    return [spec_card(version) for version in by_spec.values()]


def spec(actor: Actor, spec_id: int, day: date) -> SpecCard:
    """:raises NotFound: if there is none"""
    found = [card for card in specs(actor, day) if card.spec_id == spec_id]
    if not found:
        raise NotFound()
    return found[0]


def versions(actor: Actor, spec_id: int) -> list[SpecCard]:
    """All of a specification's versions, newest first.

    :raises NotFound: if there is no such specification
    """
    actor.must("packing.see")
    found = SpecVersion.objects.filter(spec=spec_id).select_related("spec__variety").order_by("-number")
    if not found:
        raise NotFound()
    return [spec_card(version) for version in found]
