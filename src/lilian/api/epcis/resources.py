"""The lists at the top: what there is, by kind, and the events about each."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone

from lilian.api.epcis import events, paging, reading, writing
from lilian.api.epcis.door import Call
from lilian.api.epcis.problems import Problem
from lilian.exchange import queries

TOP = ("queries", "capture", "events", "eventTypes", "epcs", "readPoints", "bizLocations", "dispositions", "bizSteps")
ASKED = {
    "eventTypes": "eventType",
    "epcs": "MATCH_anyEPC",
    "bizSteps": "EQ_bizStep",
    "bizLocations": "EQ_bizLocation",
    "readPoints": "EQ_readPoint",
    "dispositions": "EQ_disposition",
}


def top(call: Call) -> HttpResponse:
    call.actor.must("exchange.see")
    return HttpResponse(writing.collection(call.wishes, TOP), content_type=events.media_type(call))


def listed(resource: str) -> Callable[[Call], HttpResponse]:
    def answer(call: Call) -> HttpResponse:
        place = paging.place(call.request)
        names, after = queries.listed(call.actor, resource, size=place.size, after=place.after)
        found = HttpResponse(writing.collection(call.wishes, names), content_type=events.media_type(call))
        paging.link(call.request, found, after, now=timezone.now())
        return found

    return answer


def one(resource: str) -> Callable[..., HttpResponse]:
    def answer(call: Call, name: str) -> HttpResponse:
        paging.place(call.request)  # one member needs no pages; a length that is none is refused all the same
        _must_be_known(call, resource, name)
        return HttpResponse(writing.collection(call.wishes, ["events"]), content_type=events.media_type(call))

    return answer


def about(resource: str) -> Callable[..., HttpResponse]:
    def answer(call: Call, name: str) -> HttpResponse:
        _must_be_known(call, resource, name)
        parameters = reading.question(call.request)
        if ASKED[resource] in parameters:
            raise Problem(400, "QueryParameterException", f"{ASKED[resource]} is said by the address already")
        return events.found(call, parameters | {ASKED[resource]: [name]})

    return answer


def _must_be_known(call: Call, resource: str, name: str) -> None:
    if "\0" in name or not queries.is_known(call.actor, resource, name):
        raise Problem(404, "NoSuchNameException", "no event speaks of it")
