"""Who acts: a person with posts, or a machine with a token. Every action and query takes an `Actor`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lilian.base.policy import POLICY, STAFF_ROLES, Role, Scope, scopes
from lilian.kernel.refusal import NotAllowed, NotFound


@dataclass(frozen=True)
class Duty:
    """One post as it counts for permission: a role, held at an organisation, reaching it and those below it."""

    role: Role
    organisation_id: int
    reach: frozenset[int]


@dataclass(frozen=True)
class Reach:
    """How far a permission goes: everywhere, or to these organisations and to what names these people.

    `person_ids` is None where the permission does not go by person; empty for a machine, which is nobody.
    """

    everywhere: bool
    organisation_ids: frozenset[int] = frozenset()
    person_ids: frozenset[int] | None = None

    def __contains__(self, organisation_id: int | None) -> bool:
        return self.everywhere or organisation_id in self.organisation_ids

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.organisation_ids) or self.person_ids is not None


NOWHERE = Reach(everywhere=False)
EVERYWHERE = Reach(everywhere=True)


@dataclass(frozen=True)
class Actor:
    """`grants` maps a permission to organisations that let this actor's organisation use it on them.

    `issuer_id` is the account that gave a machine its token; `token_id` the token itself, so that what goes on for the
    machine ends with it.
    """

    name: str
    user_id: int | None = None
    person_id: int | None = None
    duties: tuple[Duty, ...] = ()
    grants: Mapping[str, frozenset[int]] = field(default_factory=dict)
    is_system: bool = False
    issuer_id: int | None = None
    token_id: int | None = None

    def reach(self, permission: str) -> Reach:
        """Where the actor may use the permission.

        :raises KeyError: if the permission is not in the policy table
        """
        table = scopes(permission)
        if self.is_system:
            return EVERYWHERE
        held = [duty for duty in self.duties if duty.role in table]
        if any(table[duty.role] is Scope.ALL for duty in held):
            return EVERYWHERE
        oneself = frozenset[int]() if self.person_id is None else frozenset({self.person_id})
        mine = oneself if any(table[duty.role] is Scope.MINE for duty in held) else None
        wide = [duty.reach for duty in held if table[duty.role] is Scope.OWN]
        own = frozenset[int]().union(*wide, self.grants.get(permission, ())) if wide else frozenset[int]()
        return Reach(False, own, mine) if held else NOWHERE

    def may(self, permission: str, *, organisation_id: int | None = None) -> bool:
        """True if the permission is held at all, or, with an organisation, there."""
        reach = self.reach(permission)
        return bool(reach) if organisation_id is None else organisation_id in reach

    def must(self, permission: str, *, organisation_id: int | None = None) -> None:
        """Go on only if allowed.

        :raises NotAllowed: if the actor does not hold the permission anywhere
        :raises NotFound: if it is held, but not there: a foreign record is not shown to exist
        """
        if not self.may(permission):
            raise NotAllowed()
        if organisation_id is not None and not self.may(permission, organisation_id=organisation_id):
            raise NotFound()

    @property
    def answerable_id(self) -> int | None:
        """The account that answers for what is done: one's own, or that of who gave the machine its token."""
        return self.user_id if self.user_id is not None else self.issuer_id

    def is_who(self, answerable_id: int | None, name: str) -> bool:
        """Whether the actor is who was written down, a token being the person who issued it: for two people's acts."""
        if self.answerable_id is None and answerable_id is None:
            return self.name[:80] == name
        return self.answerable_id == answerable_id

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(duty.role for duty in self.duties)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF_ROLES)

    @property
    def permissions(self) -> frozenset[str]:
        return frozenset(permission for permission in POLICY if self.may(permission))


NOBODY = Actor(name="")


def system(name: str) -> Actor:
    """The program itself, acting in the background; `name` says which part."""
    return Actor(name=name, is_system=True)
