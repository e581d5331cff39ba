"""Questions kept under a name, and who is told of their answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lilian.base import audit, outside
from lilian.base.actors import Actor
from lilian.epcis.documents import prefixes_of
from lilian.epcis.times import micros_of
from lilian.exchange.actions.capturing import new_key, own_organisation
from lilian.exchange.actions.refusals import QueryNameTaken, WrongSubscription
from lilian.exchange.models import Event, NamedQuery, Subscription
from lilian.exchange.rules import schedule as schedules
from lilian.exchange.rules.asking import asked
from lilian.kernel.refusal import NotFound

LONGEST_NAME = 100


@dataclass(frozen=True)
class SubscriptionDraft:
    """What is asked for; exactly one of `stream` and `schedule`."""

    dest: str
    secret: str = ""
    stream: bool = False
    schedule: Mapping[str, Any] | None = None
    report_if_empty: bool = False
    initial_record_time: int | None = None


def allowed() -> outside.Allowed:
    """Whose servers may be told."""
    return outside.Allowed(settings.EPCIS_HOSTS, settings.EPCIS_INNER_HOSTS)


@transaction.atomic
def keep_query(*, actor: Actor, name: str, question: dict[str, Any], now: datetime) -> None:
    """Keep a question under a name.

    :raises WrongParameter: if the question is wrong
    :raises QueryNameTaken: if the name is
    """
    actor.must("exchange.subscribe")
    asked(question, prefixes_of(question.get("@context", [])))
    if name == "SimpleEventQuery" or NamedQuery.objects.filter(name=name).exists():
        raise QueryNameTaken(name=name)
    made = NamedQuery.objects.create(
        name=name, organisation_id=own_organisation(actor), asked=question, made_at=now, made_by=actor.name[:80]
    )
    audit.record(actor=actor, event="exchange.query_kept", subject=made, at=now, data={"name": name})


def _own_query(actor: Actor, name: str) -> NamedQuery:
    """:raises NotFound: if there is none of this name, or it is foreign"""
    reach = actor.reach("exchange.subscribe")
    actor.must("exchange.subscribe")
    query = NamedQuery.objects.select_for_update().filter(name=name).first()
    if query is None or query.organisation_id not in reach:
        raise NotFound()
    return query


@transaction.atomic
def drop_query(*, actor: Actor, name: str, now: datetime) -> None:
    """Forget a question; its subscriptions end with it.

    :raises NotFound: if there is none of this name, or it is foreign
    """
    query = _own_query(actor, name)
    audit.record(actor=actor, event="exchange.query_dropped", subject=query, at=now, data={"name": name})
    query.delete()


@transaction.atomic
def subscribe(
    *, actor: Actor, name: str, draft: SubscriptionDraft, now: datetime, make_key: Callable[[], str] = new_key
) -> str:
    """Have the answers sent from now on; return the subscription's key.

    :raises NotFound: if there is no such question, or it is foreign
    :raises WrongSubscription: if it is told to stream and to wait, or neither, or where to cannot be called
    """
    actor.must("exchange.subscribe")
    query = _own_query(actor, name)
    if draft.stream == (draft.schedule is not None):
        raise WrongSubscription(fault="either stream: true, or a schedule")
    try:
        outside.checked(draft.dest, allowed())
        first = _first(draft.schedule, now)
    except (outside.Refused, schedules.WrongSchedule) as wrong:
        raise WrongSubscription(fault=str(wrong)) from None
    since = draft.initial_record_time
    made = Subscription.objects.create(
        key=make_key(),
        query=query,
        dest=draft.dest,
        secret=draft.secret,
        stream=draft.stream,
        schedule=dict(draft.schedule) if draft.schedule is not None else None,
        report_if_empty=draft.report_if_empty,
        initial_record_time=micros_of(now) if since is None else since,
        told_seq=_before(since),
        created_at=now,
        made_by=actor.name[:80],
        token_id=actor.token_id,
        next_at=first,
    )
    audit.record(actor=actor, event="exchange.subscribed", subject=made, at=now, data={"dest": draft.dest})
    return made.key


def _first(schedule: Mapping[str, Any] | None, now: datetime) -> datetime | None:
    if schedule is None:
        return None
    first = schedules.next_after(schedules.read(schedule), timezone.localtime(now))
    if first is None:
        raise schedules.WrongSchedule("the schedule never comes")
    return first


def _before(record_time: int | None) -> int:
    """The last event that is not told."""
    events = Event.objects.order_by()
    found = events if record_time is None else events.filter(record_time__lt=record_time)
    return found.aggregate(last=Max("seq"))["last"] or 0


@transaction.atomic
def unsubscribe(*, actor: Actor, name: str, key: str, now: datetime) -> None:
    """Send nothing more.

    :raises NotFound: if there is no such subscription, or its question is foreign
    """
    query = _own_query(actor, name)
    found = query.subscriptions.filter(key=key).first()
    if found is None:
        raise NotFound()
    end(subscription=found, actor=actor, now=now)


@transaction.atomic
def end(*, subscription: Subscription, actor: Actor, now: datetime, why: str = "") -> None:
    """In the caller's transaction: nothing more is sent."""
    data = {"dest": subscription.dest} | ({"why": why} if why else {})
    audit.record(actor=actor, event="exchange.unsubscribed", subject=subscription, at=now, data=data)
    subscription.delete()


__all__ = ["SubscriptionDraft", "drop_query", "keep_query", "subscribe", "unsubscribe"]
