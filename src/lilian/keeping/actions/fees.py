"""What a store asks for keeping is published, from a day on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.keeping.actions.refusals import FeeAlreadyBegun, FeeTaken
from lilian.keeping.models import FeeTerms
from lilian.keeping.values import FeeDraft
from lilian.kernel.refusal import NotFound
from lilian.storage import queries as storage


@transaction.atomic
def publish_fee(*, actor: Actor, draft: FeeDraft, now: datetime) -> int:
    """Add a price that holds from its day on; what was worked out for the days before stays. Return its key.

    :raises FeeTaken, FeeAlreadyBegun: nothing is written then
    :raises NotFound: if the store has no room, or none the actor may set the price of
    """
    if not storage.kept_rooms(actor, permission="keeping.set_fees", store_id=draft.store_id):
        raise NotFound()
    hold_name(f"keeping fee {draft.store_id}", wait=True)
    if draft.effective_from < timezone.localdate(now):
        raise FeeAlreadyBegun(day=draft.effective_from)
    if FeeTerms.objects.filter(store=draft.store_id, effective_from=draft.effective_from).exists():
        raise FeeTaken(day=draft.effective_from)
    made = FeeTerms.objects.create(
        store_id=draft.store_id,
        effective_from=draft.effective_from,
        fen_per_tonne_month=draft.fen_per_tonne_month,
        note=draft.note[:200],
        set_at=now,
        set_by=actor.name[:80],
    )
    data = {"effective_from": draft.effective_from, "fen_per_tonne_month": draft.fen_per_tonne_month}
    audit.record(actor=actor, event="keeping.fee_published", subject=made, at=now, data=data)
    return made.pk
