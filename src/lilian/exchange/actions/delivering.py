"""Answers to subscribers: a round finds who is due, a job sends, and what was sent is written when it was taken."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from datetime import datetime
from http.client import HTTPException

import msgspec
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from lilian.base import jobs, outside
from lilian.base.actors import EVERYWHERE, Reach, system
from lilian.base.jobs import Run, rounds
from lilian.epcis.documents import CONTEXT, prefixes_of
from lilian.epcis.times import micros_of, written
from lilian.exchange.actions import named
from lilian.exchange.models import Event, Subscription
from lilian.exchange.queries import search
from lilian.exchange.queries.rights import Seen, seen_by
from lilian.exchange.rules import schedule as schedules
from lilian.exchange.rules.asking import Asked, Column, asked
from lilian.exchange.values import Told
from lilian.members.queries import actor_of_token

KIND = "exchange.deliver"
AT_ONCE = 200
EVERY_S = 2.0
ME = system("exchange.deliver")


class NotTaken(Exception):
    """The subscriber's server did not take it; the job tries again."""


def start_due(*, now: datetime) -> int:
    """Start a job for every subscription that has something to be told; return how many."""
    last = Event.objects.order_by().aggregate(last=Max("seq"))["last"] or 0
    due = Subscription.objects.filter(Q(stream=True, told_seq__lt=last) | Q(stream=False, next_at__lte=now))
    for key, told_seq, next_at in list(due.values_list("pk", "told_seq", "next_at")):
        when = f"{next_at or now:%Y%m%d%H%M%S}" if next_at else f"{now:%Y%m%d%H}"
        name = f"{KIND}:{key}:{told_seq}:{when}"
        jobs.start(actor=ME, kind=KIND, arguments={"subscription": key}, key=name, now=now)
    return len(due)


@jobs.handler(KIND)
def deliver(run: Run) -> None:
    subscription = Subscription.objects.select_related("query").filter(pk=run.arguments["subscription"]).first()
    now = timezone.now()
    if subscription is None or not has_right(subscription, now):  # ended while the job waited, or from now on
        with run.finishing():
            if subscription is not None:
                named.end(subscription=subscription, actor=ME, now=now, why="no right")
            return
    upto = Event.objects.order_by().aggregate(last=Max("seq"))["last"] or 0
    sent = 0
    try:
        for events in batches(subscription, upto):
            send(subscription, events, now=now)
            sent += len(events)
        if not sent and subscription.report_if_empty and not subscription.stream:
            send(subscription, [], now=now)
    except (outside.Refused, OSError, HTTPException, NotTaken) as wrong:
        _note(subscription.pk, str(wrong)[:300])
        raise
    run.result = {"sent": sent}
    with run.finishing():
        _written(subscription, upto, sent, now)


def has_right(subscription: Subscription, now: datetime) -> bool:
    """Whether the program that asked for it could ask for it now: its token lives, its organisation is a member still,
    its role may see and subscribe.
    """
    if subscription.token_id is None:  # made by ourselves
        return True
    actor = actor_of_token(subscription.token_id, now=now)
    organisation = subscription.query.organisation_id
    return actor is not None and actor.may("exchange.see") and organisation in actor.reach("exchange.subscribe")


def _written(subscription: Subscription, upto: int, sent: int, now: datetime) -> None:
    told = {"told_seq": upto, "last_fault": "", "next_at": _next(subscription, now)}
    if sent:
        told["last_told_at"] = now
    Subscription.objects.filter(pk=subscription.pk).update(**told)


def _next(subscription: Subscription, now: datetime) -> datetime | None:
    if subscription.schedule is None:
        return None
    return schedules.next_after(schedules.read(subscription.schedule), timezone.localtime(now))


@transaction.atomic
def _note(key: int, fault: str) -> None:
    Subscription.objects.filter(pk=key).update(last_fault=fault)


def batches(subscription: Subscription, upto: int) -> Iterator[list[Told]]:
    """The events to be told, some at a time, in the order they came."""
    question = subscription.query.asked
    base = asked(question, prefixes_of(question.get("@context", [])))
    new = (Column("seq", ">", (subscription.told_seq,)), Column("seq", "<=", (upto,)))
    whole = Asked(conditions=(*base.conditions, *new), order="record_time", prefixes=base.prefixes)
    seen, after = _seen(subscription), None
    while True:
        page = search.page(whole, size=AT_ONCE, after=after, seen=seen)
        if page.events:
            yield page.events
        after = page.after
        if after is None:
            return


def _seen(subscription: Subscription) -> Seen:
    """As the organisation sees that asked for it; the program itself sees everything."""
    organisation_id = subscription.query.organisation_id
    if organisation_id is None:
        return seen_by(EVERYWHERE)
    return seen_by(Reach(False, frozenset({organisation_id})))


def send(subscription: Subscription, events: Sequence[Told], *, now: datetime) -> None:
    """Send them in one document, or in halves where that is too large for the receiver.

    :raises NotTaken: if it is not taken
    """
    text = document(subscription, events, now=now)
    headers = {"Content-Type": "application/json", "GS1-EPCIS-Version": "2.0.0", "User-Agent": "lilian"}
    if subscription.secret:
        headers["GS1-Signature"] = signature(subscription.secret, text)
    reply = outside.post(subscription.dest, text, headers, named.allowed())
    if reply.status == 413 and len(events) > 1:
        half = len(events) // 2
        send(subscription, events[:half], now=now)
        send(subscription, events[half:], now=now)
    elif not 200 <= reply.status < 300:
        raise NotTaken(f"the server answered {reply.status}")


def signature(secret: str, text: bytes) -> str:
    """HMAC-SHA-256 of the body under the secret both know, in hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def document(subscription: Subscription, events: Sequence[Told], *, now: datetime) -> bytes:
    """An EPCISQueryDocument; each event carries its own context where it has one beside the standard's."""
    bodies = [
        event.body | ({"@context": [CONTEXT, dict(event.prefixes)]} if event.prefixes else {}) for event in events
    ]
    results = {"queryName": subscription.query.name, "subscriptionID": subscription.key}
    whole = {
        "@context": [CONTEXT],
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": written(micros_of(now)),
        "epcisBody": {"queryResults": results | {"resultsBody": {"eventList": bodies}}},
    }
    return msgspec.json.encode(whole)


rounds.register("exchange.subscriptions", start_due, every_s=EVERY_S)
