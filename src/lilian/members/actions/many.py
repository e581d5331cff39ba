"""Many posts and sign-ins in one act, as a first set-up needs them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import BATCH
from lilian.base.policy import Role
from lilian.members.actions.resolve import OrganisationUnknown
from lilian.members.models import Organisation, Person, Post

PostRow = tuple[str, Role, str, date]  # person code, role, organisation code, first day


@transaction.atomic
def give_posts(*, actor: Actor, rows: Sequence[PostRow], now: datetime) -> None:
    """Give each person the post.

    :raises OrganisationUnknown: if a row names a person or an organisation that is not registered
    """
    actor.must("members.change")
    people = dict(Person.objects.values_list("code", "pk"))
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    posts = []
    for person, role, organisation, starts_on in rows:
        if person not in people or organisation not in organisations:
            raise OrganisationUnknown(organisation=f"{organisation} {person}")
        posts.append(
            Post(
                person_id=people[person],
                role=role.value,
                organisation_id=organisations[organisation],
                starts_on=starts_on,
            )
        )
    Post.objects.bulk_create(posts, batch_size=BATCH)
    audit.record(actor=actor, event="members.posts_given", subject="posts", at=now, data={"count": len(posts)})
