"""What buyers complained about."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.packing.values import batch_code
from lilian.passport.models import Complaint
from lilian.passport.values import ComplaintCard


def complaints(actor: Actor, *, answered: bool | None = None) -> QuerySet[Complaint]:
    """Of every box, the newest first; None: answered or not."""
    actor.must("passport.answer")
    found = Complaint.objects.select_related("box__packing__version__spec", "answer")
    return found if answered is None else found.filter(answer__isnull=not answered)


def unanswered(actor: Actor) -> int:
    return complaints(actor, answered=False).count()


def complaint_cards(found: Iterable[Complaint]) -> list[ComplaintCard]:
    return [_card(row) for row in found]


def _card(row: Complaint) -> ComplaintCard:
    answer = getattr(row, "answer", None)
    return ComplaintCard(
        complaint_id=row.pk,
        code=row.box.code,
        batch=batch_code(row.box.packing_id),
        product=row.box.packing.version.spec.name,
        text=row.text,
        contact=row.contact,
        at=row.at,
        answer=answer.text if answer else "",
        answered_at=answer.at if answer else None,
        answered_by=answer.answered_by if answer else "",
    )
