"""Figures a module ships and the office sets otherwise: kept here, so that each module needs no table of its own."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.base.models import FigureChange
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal


class FigureJustChanged(Refusal):
    code = "base.figure_just_changed"
    sentence = gettext_noop("刚刚有人也改了一个数。")
    remedy = gettext_noop("请看一眼现在的数，再改一次。")


def changes(topic: str) -> QuerySet[FigureChange]:
    """What was set of a module's figures, oldest first."""
    return FigureChange.objects.filter(topic=topic).order_by("number")


def last_number(topic: str) -> int:
    """What a decision about these figures was made after; 0 before the first change."""
    return changes(topic).values_list("number", flat=True).last() or 0


def put(*, actor: Actor, topic: str, after: int, name: str, value: Decimal, reason: str, now: datetime) -> FigureChange:
    """Add the change that follows number `after`; whoever calls it decides and audits.

    :raises FigureJustChanged: if another followed it first; nothing is written then
    """
    try:
        with transaction.atomic():
            return FigureChange.objects.create(
                topic=topic, number=after + 1, name=name, value=value, reason=reason, set_by=actor.name[:80], set_at=now
            )
    except IntegrityError:
        raise FigureJustChanged() from None
