"""Documents taken over, and what became of them."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from lilian.api.epcis import headers, paging, reading
from lilian.api.epcis.door import Call
from lilian.api.epcis.problems import Problem
from lilian.epcis.xml import names, writing
from lilian.exchange import actions, queries
from lilian.exchange.values import BEHAVIOURS, ROLLBACK, CaptureState


def limits(_call: Call) -> dict[str, str]:
    return headers.capturing()


def taken(call: Call) -> HttpResponse:
    """202: the document is kept, and looked at from now on. 400 if it is not even JSON or XML."""
    call.actor.must("exchange.capture")
    behaviour = call.request.headers.get("GS1-Capture-Error-Behaviour", ROLLBACK).strip()
    if behaviour not in BEHAVIOURS:
        raise Problem(406, "NotAcceptableException", "GS1-Capture-Error-Behaviour is rollback or proceed")
    form = reading.form_of(call.request)
    text = reading.well_formed(form, reading.body(call.request))
    now = timezone.now()
    key = actions.capture(actor=call.actor, document=text, form=form, behaviour=behaviour, now=now)
    answer = HttpResponse(status=202)
    answer["Location"] = call.request.build_absolute_uri(reverse("epcis:capture_job", args=[key]))
    answer["GS1-Capture-Error-Behaviour"] = behaviour
    return answer


def as_json(state: CaptureState) -> dict[str, Any]:
    told: dict[str, Any] = {
        "captureID": state.key,
        "createdAt": state.created_at.isoformat(timespec="milliseconds"),
        "running": state.running,
        "success": state.success,
        "captureErrorBehaviour": state.behaviour,
        "errors": [
            {
                "type": "epcisException:ValidationException",
                "title": f"{error['rule']}: {error['path']}",
                "status": 400,
                "detail": f"event {error['event']}: {error['message']}" if error["event"] != "-1" else error["message"],
            }
            for error in state.errors
        ],
    }
    return told | ({"finishedAt": state.finished_at.isoformat(timespec="milliseconds")} if state.finished_at else {})


def as_xml(state: CaptureState) -> writing.Element:
    said = as_json(state)
    flags = {"running": str(state.running).lower(), "success": str(state.success).lower(), "captureID": state.key}
    root = writing.Element("epcis:EPCISCaptureJob", {"xmlns:epcis": names.EPCIS, **flags})
    for name in ("captureErrorBehaviour", "createdAt", "finishedAt"):
        if name in said:
            writing.SubElement(root, name).text = said[name]
    errors = writing.SubElement(root, "errors")
    for error in said["errors"]:
        part = writing.SubElement(errors, "error")
        for name, value in error.items():
            writing.SubElement(part, name).text = writing.NOT_XML.sub("\ufffd", str(value))
    return root


def job(call: Call, capture_id: str) -> HttpResponse:
    state = queries.capture(call.actor, capture_id)
    if call.wishes.xml:
        return HttpResponse(writing.as_bytes(as_xml(state)), content_type="application/xml")
    return HttpResponse(reading.encoded(as_json(state)), content_type="application/json")


def jobs(call: Call) -> HttpResponse:
    place = paging.place(call.request)
    states, after = queries.captures_page(call.actor, size=place.size, after=place.after)
    if call.wishes.xml:
        root = writing.Element("EPCISCaptureJobList")
        root.extend(as_xml(state) for state in states)
        answer = HttpResponse(writing.as_bytes(root), content_type="application/xml")
    else:
        answer = HttpResponse(reading.encoded([as_json(state) for state in states]), content_type="application/json")
    paging.link(call.request, answer, after, now=timezone.now())
    return answer
