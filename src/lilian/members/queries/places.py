"""Places and townships."""

from datetime import date

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members.models import Place, Township
from lilian.members.queries.words import saying
from lilian.members.values import PlaceKind


def places(
    actor: Actor,
    *,
    kind: PlaceKind | None = None,
    organisation_id: int | None = None,
    text: str = "",
    closed: bool | None = False,
) -> QuerySet[Place]:
    """Places the actor may see: those in use, those closed, or with None both.

    An orchard block says where a household earns, so only those who see people see it.
    """
    actor.must("members.see")
    reach = actor.reach("members.see_people")
    found = Place.objects.select_related("organisation", "township").filter(saying(text))
    if not reach.everywhere:
        found = found.filter(~Q(kind=PlaceKind.BLOCK) | Q(organisation_id__in=reach.organisation_ids))
    if closed is not None:
        found = found.filter(closed_on__isnull=not closed)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return found.filter(kind=kind) if kind else found


def place(actor: Actor, pk: int) -> Place:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = places(actor, closed=None).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def townships(*, on: date | None = None) -> QuerySet[Township]:
    """Townships, public knowledge; `on` keeps those that stood that day."""
    if on is None:
        return Township.objects.all()
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return Township.objects.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def township_named(text: str) -> Township | None:
    """The township of today that a code, a name or an alias means; a merged one gives its successor."""
    wanted = text.strip()
    for township in Township.objects.select_related("merged_into"):
        if wanted and wanted in (township.code, township.name, *township.aliases):
            return township.merged_into or township
    return None
