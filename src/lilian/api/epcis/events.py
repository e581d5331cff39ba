"""Events asked for and told, one by one."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from lilian.api.epcis import paging, reading, writing
from lilian.api.epcis.door import Call
from lilian.api.epcis.problems import Problem
from lilian.epcis import documents
from lilian.epcis.xml import reading as xml_reading
from lilian.exchange import actions, queries


def media_type(call: Call) -> str:
    if call.wishes.xml:
        return "application/xml"
    return "application/ld+json" if "ld+json" in call.request.headers.get("Accept", "") else "application/json"


def found(call: Call, parameters: dict[str, Any], *, query: str = "SimpleEventQuery") -> HttpResponse:
    """A page of what fits."""
    place, now = paging.place(call.request), timezone.now()
    asked = queries.asked(parameters, call.wishes.prefixes)
    left = place.left if place.left is not None else asked.limit
    size = place.size if left is None else min(place.size, left)
    page = queries.answered(call.actor, asked, size=size, after=place.after)
    text = writing.query_document(call.wishes, page.events, now=now, query=query)
    answer = HttpResponse(text, content_type=media_type(call))
    left = None if left is None else left - len(page.events)
    paging.link(call.request, answer, page.after if left != 0 else None, now=now, left=left)
    return answer


def listed(call: Call) -> HttpResponse:
    return found(call, reading.question(call.request))


def one(call: Call, event_id: str) -> HttpResponse:
    """An event by its id, with the declarations that take it back."""
    page = queries.events(call.actor, {"EQ_eventID": [event_id]}, size=100)
    if not page.events:
        raise Problem(404, "NoSuchNameException", "there is no event of this id")
    text = writing.query_document(call.wishes, page.events, now=timezone.now())
    return HttpResponse(text, content_type=media_type(call))


def told(call: Call) -> HttpResponse:
    """Take one event over, at once."""
    call.actor.must("exchange.capture")
    form, text = reading.form_of(call.request), reading.body(call.request)
    document = xml_reading.read(text) if form == "xml" else documents.read(text)
    event_id = actions.tell_event(actor=call.actor, document=document, now=timezone.now())
    answer = HttpResponse(status=201)
    del answer["Content-Type"]  # nothing is sent that could be of a type
    answer["Location"] = call.request.build_absolute_uri(reverse("epcis:event", args=[event_id]))
    return answer
