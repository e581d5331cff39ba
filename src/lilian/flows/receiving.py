"""Fruit is received: what the field records say of its block is asked first."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.receiving import actions
from lilian.receiving.values import Recorded, SlipDraft, Spray

# Block -> its sprayings. No module keeps field records yet; the one that will is named here.
FIELD_RECORDS: Callable[[int], Sequence[Spray]] | None = None


@transaction.atomic
def receive_fruit(*, actor: Actor, draft: SlipDraft, client_key: str, now: datetime) -> Recorded:
    """Write a slip; the same key again is the same slip.

    :raises Refusal: as `receiving.actions.record_slip` says
    """
    sprays = known_sprays(draft.block_id)
    return actions.record_slip(actor=actor, draft=draft, sprays=sprays, client_key=client_key, now=now)


def known_sprays(block_id: int | None) -> Sequence[Spray] | None:
    """The sprayings of a block; None where nobody kept a record, which is not the same as none."""
    return FIELD_RECORDS(block_id) if FIELD_RECORDS and block_id is not None else None
