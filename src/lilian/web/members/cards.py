"""People as a list that reads only the page it is asked for."""

from typing import Any

from lilian.base.actors import Actor
from lilian.members import queries
from lilian.members.values import HouseholdCard, PersonCard
from lilian.web.members.columns import HOUSEHOLDS, people_columns, people_columns_of_all
from lilian.web.shell.listing import Listing
from lilian.web.shell.requests import Request


class Cards:
    """A sequence of `PersonCard` over a QuerySet of people, masked as the actor may see them."""

    def __init__(self, actor: Actor, found: Any) -> None:
        self.actor, self.found = actor, found

    def __len__(self) -> int:
        return int(self.found.count())

    def __getitem__(self, part: slice) -> list[PersonCard]:
        return queries.person_cards(self.actor, self.found[part])


class HouseholdCards:
    """A sequence of `HouseholdCard` over a QuerySet of households."""

    def __init__(self, actor: Actor, found: Any) -> None:
        self.actor, self.found = actor, found

    def __len__(self) -> int:
        return int(self.found.count())

    def __getitem__(self, part: slice) -> list[HouseholdCard]:
        return queries.household_cards(self.actor, self.found[part])


def household_listing(request: Request, text: str = "") -> Listing:
    found = queries.households(request.actor, text=text).order_by("code")
    return Listing(request, HOUSEHOLDS, HouseholdCards(request.actor, found), row_key=lambda card: card.code)


def people_listing(request: Request, organisation_id: int | None = None, text: str = "") -> Listing:
    """Of one organisation, or of all the reader may look into."""
    found = queries.people(request.actor, organisation_id=organisation_id, text=text).order_by("code")
    columns = people_columns(request) if organisation_id else people_columns_of_all(request)
    return Listing(request, columns, Cards(request.actor, found), row_key=lambda card: card.code)
