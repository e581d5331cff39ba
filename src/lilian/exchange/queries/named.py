"""Questions kept under a name, and their subscriptions; secrets are never told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.exchange.models import NamedQuery, Subscription
from lilian.kernel.refusal import NotFound


@dataclass(frozen=True)
class QueryCard:
    name: str
    asked: dict[str, Any]


@dataclass(frozen=True)
class SubscriptionCard:
    """Times as they are kept; `initial_record_time` in microseconds UTC."""

    key: str
    dest: str
    stream: bool
    schedule: dict[str, Any] | None
    report_if_empty: bool
    created_at: datetime
    last_told_at: datetime | None
    initial_record_time: int


def _own(actor: Actor) -> "QuerySet[NamedQuery]":
    """A question tells what somebody looks for, so it is nobody else's to read."""
    actor.must("exchange.see")
    reach = actor.reach("exchange.subscribe")
    found = NamedQuery.objects.all()
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def named_queries(actor: Actor, *, size: int, after: int | None) -> tuple[list[QueryCard], int | None]:
    """The organisation's own, in the order they were made; and where the next page begins."""
    rows = list(_own(actor).filter(pk__gt=after or 0).order_by("pk")[: size + 1])
    cards = [QueryCard(row.name, row.asked) for row in rows[:size]]
    return cards, rows[size - 1].pk if len(rows) > size else None


def named_query(actor: Actor, name: str) -> QueryCard:
    """:raises NotFound: if there is none of this name, or it is foreign"""
    found = _own(actor).filter(name=name).first()
    if found is None:
        raise NotFound()
    return QueryCard(found.name, found.asked)


def _card(row: Subscription) -> SubscriptionCard:
    return SubscriptionCard(
        key=row.key,
        dest=row.dest,
        stream=row.stream,
        schedule=row.schedule,
        report_if_empty=row.report_if_empty,
        created_at=row.created_at,
        last_told_at=row.last_told_at,
        initial_record_time=row.initial_record_time,
    )


def subscriptions(actor: Actor, name: str) -> list[SubscriptionCard]:
    """Those of one question that the actor may see: of organisations within reach.

    :raises NotFound: if there is no such question
    """
    actor.must("exchange.subscribe")
    query = NamedQuery.objects.filter(name=name).first()
    if query is None or query.organisation_id not in actor.reach("exchange.subscribe"):
        raise NotFound()
    return [_card(row) for row in query.subscriptions.all()]


def subscription(actor: Actor, name: str, key: str) -> SubscriptionCard:
    """:raises NotFound: if there is none, or it is foreign"""
    found = next((card for card in subscriptions(actor, name) if card.key == key), None)
    if found is None:
        raise NotFound()
    return found
