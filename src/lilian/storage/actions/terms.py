"""What carrying and storing cost is published, from a day on."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.storage.models import PlanTerms
from lilian.storage.values import TermsDraft


class TermsTaken(Invalid):
    code = "storage.terms_taken"
    sentence = gettext_noop("从 {day} 起的运价和参数已经有了。")
    remedy = gettext_noop("请换一个生效日期。")


@transaction.atomic
def publish_terms(*, actor: Actor, draft: TermsDraft, now: datetime) -> int:
    """Add a row that holds from its day on; earlier ones stay as they are.

    :raises TermsTaken: if a row begins that day
    """
    actor.must("storage.change")
    if PlanTerms.objects.filter(effective_from=draft.effective_from).exists():
        raise TermsTaken(day=draft.effective_from)
    made = PlanTerms.objects.create(**asdict(draft))
    audit.record(actor=actor, event="storage.terms_published", subject=made, at=now, data=asdict(draft))
    return made.pk
