"""Who may promise: organisations reached, and the household one belongs to."""

from dataclasses import dataclass

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members


@dataclass(frozen=True)
class Promiser:
    """`name` as it stands on paper; `contact` and `signer` as they are likeliest."""

    organisation_id: int
    household_id: int | None
    name: str
    contact: str = ""
    signer: str = ""


def promisers(actor: Actor, permission: str = "certificates.issue") -> list[Promiser]:
    """All an actor may promise for: oneself's household first, then organisations by code."""
    actor.must(permission)
    reach = actor.reach(permission)
    found = [one for one in (_oneself(actor) if reach.person_ids else None,) if one]
    if reach.everywhere or reach.organisation_ids:
        organisations = members.organisations(actor)
        if not reach.everywhere:
            organisations = organisations.filter(pk__in=reach.organisation_ids)
        found += [Promiser(one.pk, None, one.name) for one in organisations]
    return found


def promiser_of(actor: Actor, organisation_id: int, household_id: int | None, *, permission: str) -> str:
    """Its name, if the actor may promise for it.

    :raises NotFound: if there is none, or the actor may not
    """
    own = _oneself(actor)
    if household_id is None:
        actor.must(permission, organisation_id=organisation_id)
        return members.organisation(actor, organisation_id).name
    if own is not None and own.household_id == household_id and own.organisation_id == organisation_id:
        return own.name
    actor.must(permission, organisation_id=organisation_id)
    home = members.household(actor, household_id)
    if home.organisation_id != organisation_id:
        raise NotFound()
    head = next(iter(members.people_of(actor, household_id)), None)
    return head.name if head else home.code


def _oneself(actor: Actor) -> Promiser | None:
    """A grower's own household; None for who has none."""
    if actor.person_id is None:
        return None
    person = members.person(actor, actor.person_id)
    if person.household_id is None:
        return None
    phone = person.phone.removeprefix("+86")
    return Promiser(person.organisation_id, person.household_id, person.name, phone, person.name)
