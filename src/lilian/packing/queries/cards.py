"""Packings and their boxes as people see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.packing import rules
from lilian.packing.models import Box, Input, Packing
from lilian.packing.queries.specs import figures_of, spec_card
from lilian.packing.values import BoxCard, PackingCard, Shift, SpecFigures, Tally, batch_code

__all__ = ["box_cards", "boxes", "figures_of", "packing", "packing_cards", "packings", "tallies"]


def packings(actor: Actor, *, permission: str = "packing.see") -> QuerySet[Packing]:
    """Packings of organisations where the actor holds the permission, newest first."""
    actor.must(permission)
    reach = actor.reach(permission)
    found = Packing.objects.select_related("organisation", "location", "version__spec__variety", "closing", "stop")
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def packing(actor: Actor, packing_id: int, *, permission: str = "packing.see") -> PackingCard:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = packing_cards(packings(actor, permission=permission).filter(pk=packing_id))
    if not found:
        raise NotFound()
    return found[0]


def packing_cards(found: Iterable[Packing]) -> list[PackingCard]:
    """What is shown of each, in their order; three queries however many."""
    rows = list(found)
    tally, lots = tallies([row.pk for row in rows]), defaultdict(list)
    for packing_id, code in Input.objects.filter(packing__in=rows).values_list("packing_id", "lot__code"):
        lots[packing_id].append(code)
    return [_card(row, tally.get(row.pk, Tally()), tuple(lots[row.pk])) for row in rows]


def _card(row: Packing, tally: Tally, lots: tuple[str, ...]) -> PackingCard:
    closing, stop = getattr(row, "closing", None), getattr(row, "stop", None)
    return PackingCard(
        packing_id=row.pk,
        code=batch_code(row.pk),
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        location_id=row.location_id,
        location=row.location.name,
        day=row.day,
        shift=Shift(row.shift),
        opened_by=row.opened_by,
        scale=row.scale,
        spec=spec_card(row.version),
        lots=lots,
        tally=rules.priced(tally, figures_of(row.version)),
        closed_at=closing.at if closing else None,
        lot_id=closing.lot_id if closing else None,
        stopped=stop.reason if stop else "",
        dropped=bool(closing and closing.lot_id is None),
    )


def tallies(packing_ids: Collection[int]) -> dict[int, Tally]:
    """What the boxes of each packing come to, by one query, not priced yet."""
    lacks = Case(
        When(net_g__lt=F("packing__version__label_g"), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    rows = (
        Box.objects.filter(packing_id__in=packing_ids, void__isnull=True)
        .values("packing_id", "packing__version__label_g")
        .annotate(count=Count("pk"), net=Coalesce(Sum("net_g"), 0), fruit=Coalesce(Sum("pieces"), 0), light=Sum(lacks))
        .order_by("packing_id")
    )
    return {
        row["packing_id"]: Tally(
            row["count"],
            row["net"],
            row["fruit"],
            row["net"] - row["count"] * row["packing__version__label_g"],
            0,
            row["light"],
        )
        for row in rows
    }


def boxes(actor: Actor, *, packing_id: int | None = None, text: str = "") -> QuerySet[Box]:
    """Boxes the actor may see, the last one first; of one packing, or whose code begins like this."""
    found = Box.objects.filter(packing__in=packings(actor).values("pk")).select_related("packing__version", "void")
    if packing_id is not None:
        found = found.filter(packing=packing_id)
    if text.strip():
        found = found.filter(code__startswith=text.strip().upper())
    return found.order_by("-packing_id", "-number")


def box_cards(found: Iterable[Box]) -> list[BoxCard]:
    return [_box_card(row, figures_of(row.packing.version)) for row in found]


def _box_card(row: Box, figures: SpecFigures) -> BoxCard:
    void = getattr(row, "void", None)
    return BoxCard(
        box_id=row.pk,
        code=row.code,
        number=row.number,
        gross_g=row.gross_g,
        net_g=row.net_g,
        pieces=row.pieces,
        packed_at=row.packed_at,
        packed_by=row.packed_by,
        give_away_g=row.net_g - figures.label_g,
        void=void.reason if void else None,
    )
