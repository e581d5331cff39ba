"""Reads of certificates. Every one takes the actor, but for what anybody may read who holds a number."""

from lilian.certificates.queries.collected import (
    collected,
    has_photo,
    looked_after,
    one_collected,
    photo_of,
    stands_with,
    with_lot,
)
from lilian.certificates.queries.issued import (
    certificate,
    certificate_named,
    certificates,
    in_full,
    last_of,
    last_voided,
    lot_codes_of,
    named_numbers,
    parts_of,
    signature_of,
)
from lilian.certificates.queries.lots import by_batch, flagged, lacking, of_lots, told
from lilian.certificates.queries.origins import home_words, origin_words
from lilian.certificates.queries.promisers import Promiser, promiser_of, promisers
from lilian.certificates.queries.proposals import proposal
from lilian.certificates.queries.public import public
from lilian.certificates.queries.records import said_of
from lilian.certificates.queries.weights import (
    certified_g,
    certified_lots,
    left_g,
    lost_lots,
    promised_g,
    standing,
    with_used,
)

__all__ = [
    "Promiser",
    "by_batch",
    "certificate",
    "certificate_named",
    "certificates",
    "certified_g",
    "certified_lots",
    "collected",
    "flagged",
    "has_photo",
    "home_words",
    "in_full",
    "lacking",
    "last_of",
    "last_voided",
    "left_g",
    "looked_after",
    "lost_lots",
    "lot_codes_of",
    "named_numbers",
    "of_lots",
    "one_collected",
    "origin_words",
    "parts_of",
    "photo_of",
    "promised_g",
    "promiser_of",
    "promisers",
    "proposal",
    "public",
    "said_of",
    "signature_of",
    "standing",
    "stands_with",
    "told",
    "with_lot",
    "with_used",
]
