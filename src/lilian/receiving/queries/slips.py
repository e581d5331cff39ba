"""Slips, as lists and one at a time."""

from datetime import date

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.catalog.values import Defect
from lilian.kernel.refusal import NotFound
from lilian.members.values import masked_name
from lilian.receiving.models import SampleDefect, Slip


def slips(
    actor: Actor,
    *,
    location_id: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    text: str = "",
    voided: bool | None = None,
) -> QuerySet[Slip]:
    """Slips of the points the actor sees, and those of the actor's own fruit, newest first.

    `text` is a part of the number, of the seller's name or of the certificate's number.
    """
    found = _known(actor, "receiving.see")
    if location_id is not None:
        found = found.filter(location_id=location_id)
    if first_day is not None:
        found = found.filter(day__gte=first_day)
    if last_day is not None:
        found = found.filter(day__lte=last_day)
    if voided is not None:
        found = found.filter(void__isnull=not voided)
    wanted = text.strip()
    if not wanted:
        return found
    return found.filter(
        Q(number__icontains=wanted) | Q(seller_name__icontains=wanted) | Q(certificate__icontains=wanted)
    )


def _known(actor: Actor, permission: str) -> QuerySet[Slip]:
    actor.must(permission)
    found = Slip.objects.select_related("location__organisation", "variety", "lot", "block", "person", "sample", "void")
    return found.filter(_seen(actor, permission))


def _seen(actor: Actor, permission: str) -> Q:
    reach = actor.reach(permission)
    if reach.everywhere:
        return Q()
    seen = Q(location__organisation_id__in=reach.organisation_ids)
    if reach.person_ids:
        homes = Slip.objects.filter(household__people__in=reach.person_ids).values("household_id")
        seen |= Q(person_id__in=reach.person_ids) | Q(household_id__in=homes)
    return seen


def slip(actor: Actor, slip_id: int, *, permission: str = "receiving.see") -> Slip:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    return _one(_known(actor, permission).filter(pk=slip_id))


def slip_named(actor: Actor, number: str) -> Slip:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    return _one(slips(actor).filter(number=number))


def _one(found: QuerySet[Slip]) -> Slip:
    one = found.first()
    if one is None:
        raise NotFound()
    return one


def seller_name(actor: Actor, slip: Slip) -> str:
    """The seller's name; masked for who sees all slips but is entitled to nobody's name. A firm's name is public."""
    own = actor.reach("members.see_names")
    if slip.seller_id or slip.location.organisation_id in own or actor.reach("receiving.see").person_ids:
        return slip.seller_name
    return masked_name(slip.seller_name)


def defects_of(slip: Slip) -> list[tuple[Defect, int]]:
    """The defects seen in its sample and on how many fruit; none without a sample."""
    rows = SampleDefect.objects.filter(sample__slip=slip).values_list("defect", "count")
    return [(Defect(defect), count) for defect, count in rows]
