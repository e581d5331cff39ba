"""People and their posts. Phones leave masked; who may reveal them asks for it by an act."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members.models import Person, Post
from lilian.members.queries.dates import in_force
from lilian.members.queries.words import phone_ends, saying
from lilian.members.values import PersonCard, masked_name, masked_phone


def people(actor: Actor, *, organisation_id: int | None = None, text: str = "") -> QuerySet[Person]:
    """People of the organisations the actor may look into; `text` is a name, pinyin, initials, code or phone tail."""
    actor.must("members.see_people", organisation_id=organisation_id)
    found = _in_reach(actor)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return found.filter(saying(text) | phone_ends(text)) if text.strip() else found


def _in_reach(actor: Actor) -> QuerySet[Person]:
    reach = actor.reach("members.see_people")
    found = Person.objects.select_related("organisation")
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def person(actor: Actor, pk: int) -> Person:
    """Oneself, or someone of an organisation the actor may look into.

    :raises NotFound: if there is none, or the actor may not know of them
    """
    reach = actor.reach("members.see_people")
    found = Person.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or (found.pk != actor.person_id and found.organisation_id not in reach):
        raise NotFound()
    return found


def person_of_user(user_id: int) -> Person | None:
    """The person behind a sign-in; for the sign-in itself, before there is an actor."""
    return Person.objects.filter(user_id=user_id).first()


def person_cards(actor: Actor, found: Iterable[Person]) -> list[PersonCard]:
    """One page of people as a list may show them."""
    clear = actor.reach("members.see_names")
    return [
        PersonCard(
            id=one.pk,
            code=one.code or "",
            name=one.name if one.organisation_id in clear or one.pk == actor.person_id else masked_name(one.name),
            phone=masked_phone(one.phone),
            organisation_id=one.organisation_id,
            organisation_name=one.organisation.name,
            village=one.village,
        )
        for one in found
    ]


def posts(
    actor: Actor, *, on: date, organisation_id: int | None = None, person_id: int | None = None
) -> QuerySet[Post]:
    """Posts in force that day at organisations the actor may look into, and the actor's own."""
    reach = actor.reach("members.see_people")
    found = Post.objects.select_related("person", "organisation").filter(in_force(on))
    if not reach.everywhere:
        found = found.filter(Q(organisation_id__in=reach.organisation_ids) | Q(person_id=actor.person_id))
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return found.filter(person_id=person_id) if person_id is not None else found
