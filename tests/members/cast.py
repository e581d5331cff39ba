"""Mei and Guo of one co-operative, Qiao of another, Lin of the alliance office, Hai with his shop."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from lilian.base.actors import Actor, system
from lilian.base.models import User
from lilian.base.policy import Role
from lilian.members import actions, queries
from lilian.members.values import OrganisationDraft, OrganisationKind, PersonDraft

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
JOINED = date(2020, 1, 1)
SYSTEM = system("test")


@dataclass(frozen=True)
class Cast:
    """Keys of the organisations and people, and the sign-ins."""

    bureau: int
    coop: int
    other_coop: int
    shop: int
    people: dict[str, int]
    users: dict[str, User]

    def actor(self, name: str) -> Actor:
        return queries.actor_for(self.users[name], now=NOW)


def organisation(code: str, name: str, kind: OrganisationKind, parent_id: int | None = None) -> int:
    draft = OrganisationDraft(code=code, name=name, kind=kind, joined_on=JOINED, parent_id=parent_id)
    return actions.add_organisation(actor=SYSTEM, draft=draft, now=NOW)


def person(name: str, organisation_id: int, phone: str, role: Role | None) -> int:
    draft = PersonDraft(name=name, organisation_id=organisation_id, phone=phone)
    made = actions.add_person(actor=SYSTEM, draft=draft, now=NOW)
    if role is not None:
        actions.give_post(
            actor=SYSTEM, person_id=made, role=role, organisation_id=organisation_id, starts_on=JOINED, now=NOW
        )
    return made


def signed_up(person_id: int, username: str) -> User:
    user = User.objects.create_user(username)
    actions.link_user(actor=SYSTEM, person_id=person_id, user_id=user.pk, now=NOW)
    return user


def the_cast() -> Cast:
    bureau = organisation("B1", "果业局", OrganisationKind.BUREAU)
    coop = organisation("C1", "秀梅合作社", OrganisationKind.COOPERATIVE)
    other = organisation("C2", "乔家合作社", OrganisationKind.COOPERATIVE)
    shop = organisation("S1", "海子网店", OrganisationKind.SHOP)
    people = {
        "mei": person("林秀梅", coop, "13800008000", Role.GROWER),
        "guo": person("郭守库", coop, "13800008001", Role.COOP_MANAGER),
        "qiao": person("乔大山", other, "13800008002", Role.GROWER),
        "lin": person("林办", bureau, "13800008003", Role.OFFICE),
        "hai": person("海子", shop, "13800008004", Role.SELLER),
    }
    return Cast(bureau, coop, other, shop, people, {name: signed_up(pk, name) for name, pk in people.items()})
