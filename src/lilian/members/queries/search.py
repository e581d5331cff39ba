"""One search box for organisations, people and places."""

from lilian.base.actors import Actor
from lilian.members.queries.organisations import organisations
from lilian.members.queries.people import people, person_cards
from lilian.members.queries.places import places
from lilian.members.queries.words import best_first
from lilian.members.values import Found


def search(actor: Actor, text: str, *, limit: int = 10) -> list[Found]:
    """At most `limit` hits of each kind, best first; people only where the actor may look into their organisation."""
    if not text.strip():
        return []
    found = [
        Found("organisation", one.pk, one.code, one.name, one.village)
        for one in organisations(actor, text=text).order_by(best_first(text), "code")[:limit]
    ]
    if actor.may("members.see_people"):
        hits = people(actor, text=text).order_by(best_first(text), "code")[:limit]
        cards = person_cards(actor, hits)
        found += [Found("person", one.id, one.code, one.name, f"{one.organisation_name} {one.phone}") for one in cards]
    hits_here = places(actor, text=text).order_by(best_first(text), "code")[:limit]
    found += [Found("place", one.pk, one.code, one.name, one.village) for one in hits_here]
    return found
