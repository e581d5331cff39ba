"""A household or an organisation: found as people write it, named as far as the reader may know people."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from lilian.base.actors import Actor
from lilian.members import queries as register
from lilian.web.shell.finding import FindField

MOST_OFFERED = 300
MOST_FOUND = 20


class Whom(NamedTuple):
    """A household of an organisation, or, without one, the organisation itself."""

    organisation_id: int
    household_id: int | None = None


class Found(NamedTuple):
    """What one may mean: `pk` is what the field hands on."""

    code: str
    name: str
    pk: Any


class WhomField(FindField):
    """A household by its code or by one of its people, or an organisation; cleans to a `Whom`."""

    actor: Actor

    def of(self, actor: Actor, list_id: str = "whom") -> None:
        self.actor = actor
        self.offer(list_id, ((one.code, one.name) for one in self._households("", MOST_OFFERED)))

    def _households(self, text: str, most: int) -> list[Found]:
        if not self.actor.may("members.see_people"):
            return []
        cards = register.household_cards(self.actor, register.households(self.actor, text=text).order_by("code")[:most])
        return [Found(card.code, card.head or card.code, Whom(card.organisation_id, card.id)) for card in cards]

    def found(self, text: str) -> list[Any]:
        organisations = register.organisations(self.actor, text=text)[:MOST_FOUND]
        named = (Found(one.code, one.name, Whom(one.pk)) for one in organisations)
        return [*self._households(text, MOST_FOUND), *named]


def heads(actor: Actor, household_ids: Iterable[int]) -> dict[int, str]:
    """Names of the heads of these households, as the reader may see them; two queries."""
    wanted = set(household_ids)
    if not wanted or not actor.may("members.see_people"):
        return {}
    found = register.households(actor, closed=None).filter(pk__in=wanted)
    return {card.id: card.head for card in register.household_cards(actor, found) if card.head}
