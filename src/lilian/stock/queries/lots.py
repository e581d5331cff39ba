"""Lots as people see them: what is where, whose, in which state."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.stock import rules
from lilian.stock.models import Balance, Hold, Lot, Owning, Share, Standing
from lilian.stock.values import Condition, HoldKind, LotState, Origin

LATEST_OWNER = Owning.objects.filter(lot=OuterRef("pk")).order_by("-pk")
LATEST_STANDING = Standing.objects.filter(lot=OuterRef("pk")).order_by("-pk")


@dataclass(frozen=True)
class Lying:
    """So much of a lot at one location; what is held of it is not free."""

    lot_id: int
    location_id: int
    location: str
    weight_g: int
    pieces: int
    held_g: int
    held_pieces: int

    @property
    def free_g(self) -> int:
        return self.weight_g - self.held_g


@dataclass(frozen=True)
class LotCard:
    """One lot: its state, whose it is, where it lies now."""

    lot_id: int
    code: str
    variety: str
    grade: str
    owner_id: int
    owner: str
    maker: str
    made_on: date
    harvest_date: date | None
    state: LotState
    lies: tuple[Lying, ...]

    @property
    def weight_g(self) -> int:
        return sum(each.weight_g for each in self.lies)

    @property
    def pieces(self) -> int:
        return sum(each.pieces for each in self.lies)


def lots(actor: Actor) -> QuerySet[Lot]:
    """Lots the actor may see: those the own organisations own, made or hold; a grower, those from the own trees."""
    actor.must("stock.see")
    reach = actor.reach("stock.see")
    found = Lot.objects.annotate(
        owner_id=Subquery(LATEST_OWNER.values("owner_id")[:1]),
        owner_name=Subquery(LATEST_OWNER.values("owner__name")[:1]),
        condition=Subquery(LATEST_STANDING.values("condition")[:1]),
    ).select_related("variety", "maker")
    if reach.everywhere:
        return found
    here = Balance.objects.filter(lot=OuterRef("pk"), weight_g__gt=0, location__organisation__in=reach.organisation_ids)
    seen = Q(Exists(here)) | Q(owner_id__in=reach.organisation_ids) | Q(maker__in=reach.organisation_ids)
    if reach.person_ids:
        grown = Share.objects.filter(lot=OuterRef("pk"), household__people__in=reach.person_ids)
        owned = Owning.objects.filter(lot=OuterRef("pk"), owner_person__in=reach.person_ids)
        seen |= Q(Exists(grown)) | Q(Exists(owned))
    return found.filter(seen)


def lot(actor: Actor, lot_id: int) -> LotCard:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = lots(actor).filter(pk=lot_id)
    if not found:
        raise NotFound()
    return cards(found)[0]


def cards(found: QuerySet[Lot]) -> list[LotCard]:
    """What is shown of each, in their order; four queries however many."""
    rows = list(found)
    keys = [row.pk for row in rows]
    lie, held = _lying(keys), _held(keys)
    return [_card(row, lie[row.pk], held[row.pk]) for row in rows]


def _card(row: Lot, lies: list[Lying], held: set[HoldKind]) -> LotCard:
    weight_g, pieces = sum(each.weight_g for each in lies), sum(each.pieces for each in lies)
    condition = Condition(getattr(row, "condition", None) or Condition.SOUND)
    return LotCard(
        lot_id=row.pk,
        code=row.code,
        variety=row.variety.name,
        grade=row.grade,
        owner_id=getattr(row, "owner_id", 0),
        owner=getattr(row, "owner_name", "") or "",
        maker=row.maker.name,
        made_on=row.made_on,
        harvest_date=row.harvest_date,
        state=rules.state(condition, weight_g, pieces, held),
        lies=tuple(lies),
    )


def _lying(lot_ids: Collection[int]) -> dict[int, list[Lying]]:
    found: dict[int, list[Lying]] = defaultdict(list)
    near = Balance.objects.filter(lot__in=lot_ids, is_nowhere=False).exclude(weight_g=0, pieces=0)
    for each in near.select_related("location").order_by("location__code"):
        lies = Lying(
            lot_id=each.lot_id,
            location_id=each.location_id,
            location=each.location.name,
            weight_g=each.weight_g,
            pieces=each.pieces,
            held_g=each.held_g,
            held_pieces=each.held_pieces,
        )
        found[each.lot_id].append(lies)
    return found


def _held(lot_ids: Collection[int]) -> dict[int, set[HoldKind]]:
    found: dict[int, set[HoldKind]] = defaultdict(set)
    for lot_id, kind in Hold.objects.filter(lot__in=lot_ids, end__isnull=True).values_list("lot_id", "kind"):
        found[lot_id].add(HoldKind(kind))
    return found


def shares(lot_id: int) -> dict[Origin, int]:
    """Where the lot grew, in grams of what it weighed when it was made."""
    return grown([lot_id]).get(lot_id, {})


def grown(lot_ids: Collection[int]) -> dict[int, dict[Origin, int]]:
    """The same of each of these lots, by one question; one nobody knows of is missing."""
    found: dict[int, dict[Origin, int]] = defaultdict(dict)
    rows = Share.objects.filter(lot__in=lot_ids).order_by("pk")
    names = ("lot_id", "weight_g", "organisation_id", "household_id", "block_id")
    for lot_id, weight_g, *home in rows.values_list(*names):
        found[lot_id][Origin(*home)] = weight_g
    return dict(found)


def conditions(lot_ids: Collection[int]) -> dict[int, Condition]:
    """What was decided last about each of these lots; one nobody decided about is missing."""
    rows = Standing.objects.filter(lot__in=lot_ids).order_by("pk").values_list("lot_id", "condition")
    return {lot_id: Condition(condition) for lot_id, condition in rows}


def lot_codes(lot_ids: Collection[int]) -> dict[int, str]:
    return dict(Lot.objects.filter(pk__in=lot_ids).values_list("pk", "code"))
