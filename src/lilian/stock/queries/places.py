"""Where lots may lie, and what lies at one place."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.stock.models import Balance, Location, Lot
from lilian.stock.queries.lots import lots
from lilian.stock.values import LocationKind


def locations(
    actor: Actor, *, permission: str = "stock.see", kinds: Collection[LocationKind] = ()
) -> QuerySet[Location]:
    """Locations in use where the actor holds the permission, by code; of these kinds, or of any."""
    return _theirs(actor, permission, kinds).filter(closed_on__isnull=True)


def closed_locations(
    actor: Actor, *, permission: str = "stock.see", kinds: Collection[LocationKind] = ()
) -> QuerySet[Location]:
    """As `locations`, those that are used no more."""
    return _theirs(actor, permission, kinds).filter(closed_on__isnull=False)


def _theirs(actor: Actor, permission: str, kinds: Collection[LocationKind]) -> QuerySet[Location]:
    actor.must(permission)
    reach = actor.reach(permission)
    found = Location.objects.filter(organisation__isnull=False).select_related("organisation")
    if not reach.everywhere:
        found = found.filter(organisation_id__in=reach.organisation_ids)
    return found.filter(kind__in=[kind.value for kind in kinds]) if kinds else found


def location(actor: Actor, location_id: int, *, permission: str = "stock.see") -> Location:
    """:raises NotFound: if it is none in use where the actor holds the permission"""
    found = locations(actor, permission=permission).filter(pk=location_id).first()
    if found is None:
        raise NotFound()
    return found


def lots_at(actor: Actor, location_id: int) -> QuerySet[Lot]:
    """Lots the actor may see of which something lies there, oldest first."""
    return lots_in(actor, [location_id])


def lots_in(actor: Actor, location_ids: Collection[int]) -> QuerySet[Lot]:
    """Lots the actor may see of which something lies in one of these places, oldest first."""
    here = Balance.objects.filter(Q(weight_g__gt=0) | Q(pieces__gt=0), lot=OuterRef("pk"), location__in=location_ids)
    return lots(actor).filter(Exists(here)).order_by("pk")
