"""What was given away above the labels, by line, shift and specification."""

from collections import defaultdict
from datetime import date

from lilian.base.actors import Actor
from lilian.packing.queries.cards import packing_cards, packings
from lilian.packing.values import GiveAway, PackingCard, Tally

Key = tuple[date, int, str, int, int]


def give_away(actor: Actor, *, since: date, through: date) -> list[GiveAway]:
    """One row per day, line, shift and specification version, newest day first; lines and shifts in order."""
    found: dict[Key, list[PackingCard]] = defaultdict(list)
    for card in packing_cards(packings(actor).filter(day__gte=since, day__lte=through)):
        if card.tally.boxes:
            key = (card.day, card.location_id, card.shift.value, card.spec.spec_id, card.spec.figures.label_g)
            found[key].append(card)
    rows = [_together(cards) for cards in found.values()]
    return sorted(rows, key=lambda row: (-row.day.toordinal(), row.location, row.shift.value, row.spec))


def _together(cards: list[PackingCard]) -> GiveAway:
    first = cards[0]
    return GiveAway(
        day=first.day,
        organisation_id=first.organisation_id,
        organisation=first.organisation,
        location_id=first.location_id,
        location=first.location,
        shift=first.shift,
        spec=first.spec.name,
        label_g=first.spec.figures.label_g,
        tally=sum((card.tally for card in cards), Tally()),
    )
