"""Questions under a name."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from lilian.api.epcis import events, paging, reading
from lilian.api.epcis.door import Call
from lilian.api.epcis.problems import Problem, not_offered
from lilian.epcis.documents import prefixes_of
from lilian.exchange import actions, queries
from lilian.exchange.queries import QueryCard
from lilian.kernel.refusal import NotFound

STREAMING = frozenset({"stream", "second", "minute", "hour", "dayOfMonth", "month", "dayOfWeek", "reportIfEmpty"})


def _json(card: QueryCard) -> dict[str, Any]:
    return {"name": card.name, "query": card.asked}


def card(call: Call, name: str) -> QueryCard:
    try:
        return queries.named_query(call.actor, name)
    except NotFound:
        raise Problem(404, "NoSuchNameException", "there is no query of this name") from None


def listed(call: Call) -> HttpResponse:
    place = paging.place(call.request)
    cards, after = queries.named_queries(call.actor, size=place.size, after=place.after)
    answer = HttpResponse(reading.encoded([_json(card) for card in cards]), content_type="application/json")
    paging.link(call.request, answer, after, now=timezone.now())
    return answer


def made(call: Call) -> HttpResponse:
    call.actor.must("exchange.subscribe")
    body = reading.json_body(call.request)
    name, question = body.get("name"), body.get("query")
    if not isinstance(name, str) or not 0 < len(name) <= 100 or "/" in name or "\0" in name:
        raise Problem(400, "QueryValidationException", "name: 1 to 100 characters, and no slash")
    if not isinstance(question, dict):
        raise Problem(400, "QueryValidationException", "query: an object is expected")
    actions.keep_query(actor=call.actor, name=name, question=question, now=timezone.now())
    answer = HttpResponse(status=201)
    del answer["Content-Type"]  # nothing is sent that could be of a type
    answer["Location"] = call.request.build_absolute_uri(reverse("epcis:query", args=[name]))
    return answer


def one(call: Call, query: str) -> HttpResponse:
    return HttpResponse(reading.encoded(_json(card(call, query))), content_type="application/json")


def dropped(call: Call, query: str) -> HttpResponse:
    try:
        actions.drop_query(actor=call.actor, name=query, now=timezone.now())
    except NotFound:
        raise Problem(404, "NoSuchNameException", "there is no query of this name") from None
    return HttpResponse(status=204)


def answered(call: Call, query: str) -> HttpResponse:
    """The question's answer; more parameters narrow it."""
    if call.request.headers.get("Upgrade", "").lower() == "websocket" or STREAMING & call.request.GET.keys():
        raise not_offered("GET /queries/{queryName}/events")
    found = card(call, query).asked
    more = reading.question(call.request)
    if both := found.keys() & more.keys():
        raise Problem(400, "QueryParameterException", f"said by the query already: {', '.join(sorted(both))}")
    wishes = call.wishes
    wishes.prefixes.update(prefixes_of(found.get("@context", [])))
    return events.found(call, found | more, query=query)


def token_kept(call: Call, token: str) -> HttpResponse:  # noqa: ARG001
    call.actor.must("exchange.see")
    raise not_offered("DELETE /nextPageToken/{token}")
