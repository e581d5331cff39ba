"""From a sign-in to an actor: posts in force, what they reach, what others granted."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils import timezone

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.members.models import Grant, Organisation, Person, Post
from lilian.members.queries.dates import in_force, is_member
from lilian.members.rules.tree import below


def actor_for(user: AbstractBaseUser, *, now: datetime) -> Actor:
    """What the user may do at this moment; without a post in force, nothing.

    A post counts while it runs and its organisation is a member; it reaches the organisation and members below it.
    A grant counts for those who hold a post at the receiver itself, and reaches the giver alone, not those below it.
    """
    day = timezone.localdate(now)
    person = Person.objects.filter(user_id=user.pk).first()
    if person is None or not user.is_active:
        return Actor(name=str(user), user_id=user.pk)
    held = Post.objects.filter(in_force(day), is_member(day, "organisation__"), person=person)
    posts = list(held.values_list("role", "organisation_id"))
    organisations = {organisation for _, organisation in posts}
    parents = parents_below(organisations, day)
    duties = tuple(Duty(Role(role), organisation, below(organisation, parents)) for role, organisation in posts)
    return Actor(
        name=person.name,
        user_id=user.pk,
        person_id=person.pk,
        duties=duties,
        grants=granted_to(organisations, day, now),
    )


def parents_below(roots: Collection[int], day: date) -> dict[int, int | None]:
    """One query per level of the tree."""
    parents: dict[int, int | None] = {}
    frontier = set(roots)
    while frontier:
        found = Organisation.objects.filter(is_member(day), parent_id__in=frontier).values_list("pk", "parent_id")
        fresh = {child: parent for child, parent in found if child not in parents}
        parents |= fresh
        frontier = set(fresh)
    return parents


def granted_to(receivers: Collection[int], day: date, now: datetime) -> dict[str, frozenset[int]]:
    if not receivers:
        return {}
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=now)
    found = Grant.objects.filter(standing, in_force(day), is_member(day, "giver__"), receiver_id__in=receivers)
    givers = defaultdict(set)
    for permission, giver in found.values_list("permission", "giver_id"):
        givers[permission].add(giver)
    return {permission: frozenset(ids) for permission, ids in givers.items()}
