"""How long fruit keeps is published in versions; what was published stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.keeping import queries
from lilian.keeping.actions.refusals import LifeAsBefore, LifeReachesBack, LifeTaken
from lilian.keeping.models import LifeRule
from lilian.keeping.values import LifeDraft
from lilian.kernel.refusal import NotFound


@transaction.atomic
def publish_life(*, actor: Actor, draft: LifeDraft, now: datetime) -> int:
    """The next version of a rule; it counts from its day on. Return its key.

    :raises LifeReachesBack, LifeTaken, LifeAsBefore: nothing is written then
    :raises NotFound: if there is no such variety
    """
    actor.must("keeping.change")
    if not catalog.varieties().filter(pk=draft.variety_id).exists():
        raise NotFound()
    hold_name("keeping life", wait=True)
    if draft.effective_from < timezone.localdate(now):
        raise LifeReachesBack(day=draft.effective_from)
    same = LifeRule.objects.filter(variety=draft.variety_id, grade=draft.grade, maturity=draft.maturity.value)
    if same.filter(effective_from=draft.effective_from).exists():
        raise LifeTaken(day=draft.effective_from)
    if queries.life_of(draft, draft.effective_from) == queries.life_in(draft):
        raise LifeAsBefore()
    made = LifeRule.objects.create(
        variety_id=draft.variety_id,
        grade=draft.grade,
        maturity=draft.maturity.value,
        effective_from=draft.effective_from,
        days=draft.days,
        band_mc=draft.band_mc,
        lost_min=draft.lost_min,
        field_days=draft.field_days,
        source=draft.source[:200],
        set_at=now,
        set_by=actor.name[:80],
    )
    data = {"days": draft.days, "effective_from": draft.effective_from, "maturity": draft.maturity.value}
    audit.record(actor=actor, event="keeping.life_published", subject=made, at=now, data=data)
    return made.pk
