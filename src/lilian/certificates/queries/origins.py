"""Where fruit grew, in words: the villages of its blocks, or of its growers where no block is known."""

from collections.abc import Iterable

from lilian.certificates.rules import places_words
from lilian.members.queries import villages
from lilian.stock.values import Origin


def origin_words(origins: Iterable[Origin]) -> str:
    """`城南乡上庄村、下李乡李家村`; '' where nothing is known."""
    homes = [(one.organisation_id, one.household_id, one.block_id) for one in origins]
    return places_words(village.words for village in villages.nearest(homes))


def home_words(organisation_id: int, household_id: int | None) -> str:
    """For fruit that was not received yet: where its grower is at home."""
    return origin_words([Origin(organisation_id, household_id)]) or "—"
