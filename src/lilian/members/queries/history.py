"""What was done to an organisation and what belongs to it, out of the audit chain."""

from typing import Any

from django.db.models import Q, QuerySet

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.members.models import Grant, Household, Organisation, Person, Post


def history(actor: Actor, organisation_id: int) -> QuerySet[Any]:
    """Events of the organisation, its people, its posts and grants, newest first; for those who may read the chain."""
    actor.must("base.see_audit")
    belonging = (
        Organisation.objects.filter(pk=organisation_id),
        Person.objects.filter(organisation_id=organisation_id),
        Household.objects.filter(organisation_id=organisation_id),
        Post.objects.filter(organisation_id=organisation_id),
        Grant.objects.filter(Q(giver_id=organisation_id) | Q(receiver_id=organisation_id)),
    )
    return audit.about([audit.subject_name(one) for rows in belonging for one in rows.only("pk")])
