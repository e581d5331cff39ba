"""Organisations, as lists and one at a time."""

from datetime import date

from django.db.models import Count, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members.models import Organisation
from lilian.members.queries.dates import is_member
from lilian.members.queries.words import saying
from lilian.members.values import OrganisationKind


def organisations(
    actor: Actor, *, on: date | None = None, kind: OrganisationKind | None = None, text: str = ""
) -> QuerySet[Organisation]:
    """Organisations the actor may see; `on` keeps those that are members that day."""
    reach = actor.reach("members.see")
    actor.must("members.see")
    found = Organisation.objects.select_related("township", "parent").filter(saying(text))
    if not reach.everywhere:
        found = found.filter(pk__in=reach.organisation_ids)
    if on is not None:
        found = found.filter(is_member(on))
    return found.filter(kind=kind) if kind else found


def organisation(actor: Actor, pk: int) -> Organisation:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = organisations(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def members_by_kind(actor: Actor, *, on: date) -> dict[OrganisationKind, int]:
    """How many members of each kind there are that day."""
    counted = organisations(actor, on=on).order_by().values_list("kind").annotate(count=Count("pk"))
    counts = dict(counted)
    return {kind: counts.get(kind.value, 0) for kind in OrganisationKind}
