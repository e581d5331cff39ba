"""Who agreed to be named."""

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.passport.models import Consent
from lilian.passport.values import ConsentCard


def consenting(household_ids: Collection[int]) -> dict[int, str]:
    """Household -> the name it agreed to be shown with; who did not, or no longer does, is missing."""
    newest = Consent.objects.filter(household=OuterRef("household")).order_by("-pk")
    said = Consent.objects.filter(household__in=household_ids, pk=Subquery(newest.values("pk")[:1]))
    return dict(said.exclude(name="").values_list("household_id", "name"))


def households_to_ask(actor: Actor, *, text: str = "", organisation_id: int | None = None) -> QuerySet[Any]:
    """Households of organisations where the actor may keep consents."""
    actor.must("passport.keep_consents", organisation_id=organisation_id)
    reach = actor.reach("passport.keep_consents")
    found = members.households(actor, text=text, organisation_id=organisation_id)
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def own_households(actor: Actor) -> set[int]:
    """The actor's own: a grower's page is about these."""
    return members.households_of_people(actor.reach("passport.consent").person_ids or ())


def consent_cards(actor: Actor, households: QuerySet[Any]) -> list[ConsentCard]:
    """What is shown of each, in their order."""
    cards = members.household_cards(actor, households)
    said = {
        each.household_id: each
        for each in Consent.objects.filter(household__in=[card.id for card in cards]).order_by("pk")
    }
    return [
        ConsentCard(
            household_id=card.id,
            code=card.code,
            head=card.head,
            organisation_id=card.organisation_id,
            organisation=card.organisation_name,
            village=card.village,
            name=said[card.id].name if card.id in said else "",
            way=said[card.id].way if card.id in said else "",
            since=said[card.id].at if card.id in said else None,
        )
        for card in cards
    ]
