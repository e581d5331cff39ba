"""Who is told of a question's answers; a secret goes in and never out."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from lilian.api.epcis import reading
from lilian.api.epcis.door import Call
from lilian.api.epcis.named import card
from lilian.api.epcis.problems import Problem
from lilian.epcis.times import micros, written
from lilian.exchange import actions, queries
from lilian.exchange.actions import SubscriptionDraft
from lilian.exchange.queries import SubscriptionCard
from lilian.exchange.values import LONGEST_URI


def _json(found: SubscriptionCard) -> dict[str, Any]:
    told: dict[str, Any] = {
        "subscriptionID": found.key,
        "dest": found.dest,
        "createdAt": found.created_at.isoformat(timespec="milliseconds"),
        "initialRecordTime": written(found.initial_record_time),
        "minRecordTime": written(found.initial_record_time),
    }
    told |= {"stream": True} if found.stream else {"schedule": found.schedule, "reportIfEmpty": found.report_if_empty}
    return told | (
        {"lastNotifiedAt": found.last_told_at.isoformat(timespec="milliseconds")} if found.last_told_at else {}
    )


def listed(call: Call, query: str) -> HttpResponse:
    card(call, query)
    found = [_json(one) for one in queries.subscriptions(call.actor, query)]
    return HttpResponse(reading.encoded(found), content_type="application/json")


def one(call: Call, query: str, key: str) -> HttpResponse:
    found = queries.subscription(call.actor, query, key)
    return HttpResponse(reading.encoded(_json(found)), content_type="application/json")


def least_record_time(call: Call, query: str, key: str) -> dict[str, str]:
    found = queries.subscription(call.actor, query, key)
    return {"GS1-Query-Min-Record-Time": written(found.initial_record_time)}


def made(call: Call, query: str) -> HttpResponse:
    card(call, query)
    draft = _draft(reading.json_body(call.request))
    key = actions.subscribe(actor=call.actor, name=query, draft=draft, now=timezone.now())
    found = queries.subscription(call.actor, query, key)
    answer = HttpResponse(reading.encoded(_json(found)), status=201, content_type="application/json")
    answer["Location"] = call.request.build_absolute_uri(reverse("epcis:subscription", args=[query, key]))
    return answer


def _draft(body: dict[str, Any]) -> SubscriptionDraft:
    """:raises Problem: 400 if a field is of the wrong kind"""
    secret = body.get("signatureToken", body.get("secret", ""))
    kinds = (
        ("dest", body.get("dest"), str),
        ("signatureToken", secret, str),
        ("stream", body.get("stream", False), bool),
        ("schedule", body.get("schedule", {}), dict),
        ("reportIfEmpty", body.get("reportIfEmpty", False), bool),
    )
    for name, value, kind in kinds:
        if not isinstance(value, kind):
            raise Problem(400, "SubscriptionControlsException", f"{name} is missing or of the wrong kind")
    if len(body["dest"]) > LONGEST_URI or len(secret) > 200:
        raise Problem(400, "SubscriptionControlsException", "dest or signatureToken is too long")
    since = body.get("initialRecordTime")
    try:
        moment = None if since is None else micros(since)
    except (TypeError, ValueError):
        raise Problem(400, "SubscriptionControlsException", "initialRecordTime is a time") from None
    return SubscriptionDraft(
        dest=body["dest"],
        secret=secret,
        stream=body.get("stream", False),
        schedule=body.get("schedule"),
        report_if_empty=body.get("reportIfEmpty", False),
        initial_record_time=moment,
    )


def ended(call: Call, query: str, key: str) -> HttpResponse:
    actions.unsubscribe(actor=call.actor, name=query, key=key, now=timezone.now())
    return HttpResponse(status=204)
