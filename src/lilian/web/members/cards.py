"""People as a list that reads only the page it is asked for."""

from typing import Any

from lilian.base.actors import Actor
from lilian.members import queries
from lilian.members.values import PersonCard


class Cards:
    """A sequence of `PersonCard` over a QuerySet of people, masked as the actor may see them."""

    def __init__(self, actor: Actor, found: Any) -> None:
        self.actor, self.found = actor, found

    def __len__(self) -> int:
        return int(self.found.count())

    def __getitem__(self, part: slice) -> list[PersonCard]:
        return queries.person_cards(self.actor, self.found[part])
