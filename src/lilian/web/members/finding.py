"""Fields in which one writes whom one means: a name, pinyin, a code, the tail of a phone."""

from typing import Any

from lilian.base.actors import Actor
from lilian.members import queries
from lilian.members.values import PlaceKind
from lilian.web.shell.finding import FindField


class OrganisationField(FindField):
    actor: Actor

    def of(self, actor: Actor, list_id: str) -> "OrganisationField":
        self.actor = actor
        self.offer(list_id, queries.organisations(actor).values_list("code", "name"))
        return self

    def found(self, text: str) -> list[Any]:
        return list(queries.organisations(self.actor, text=text)[:20])


class BlockField(FindField):
    """An orchard block of one organisation."""

    actor: Actor
    organisation_id: int

    def of(self, actor: Actor, organisation_id: int, list_id: str) -> "BlockField":
        self.actor, self.organisation_id = actor, organisation_id
        self.offer(list_id, self._blocks("").values_list("code", "name"))
        return self

    def _blocks(self, text: str) -> Any:
        return queries.places(self.actor, kind=PlaceKind.BLOCK, organisation_id=self.organisation_id, text=text)

    def found(self, text: str) -> list[Any]:
        return list(self._blocks(text)[:20])


class PersonField(FindField):
    actor: Actor
    organisation_id: int

    def of(self, actor: Actor, organisation_id: int, list_id: str) -> "PersonField":
        self.actor, self.organisation_id = actor, organisation_id
        found = queries.people(actor, organisation_id=organisation_id).order_by("code")
        self.offer(list_id, ((card.code, card.name) for card in queries.person_cards(actor, found)))
        return self

    def found(self, text: str) -> list[Any]:
        """At the organisation first; someone from elsewhere may hold a post here too."""
        here = queries.people(self.actor, organisation_id=self.organisation_id, text=text)[:20]
        return list(here) or list(queries.people(self.actor, text=text)[:20])
