"""Addresses of EPCIS. A name may hold slashes, as a Digital Link does."""

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt

from lilian.api.epcis import capture, events, named, proofs, resources, subscriptions
from lilian.api.epcis.door import endpoint
from lilian.api.epcis.headers import wants_xml
from lilian.api.epcis.problems import Problem

app_name = "epcis"


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    return Problem(404, "NoSuchNameException").answer(xml=wants_xml(request))


urlpatterns = [
    endpoint("", "top", get=resources.top),
    endpoint("capture", "capture", more=capture.limits, get=capture.jobs, post=capture.taken),
    endpoint("capture/<str:capture_id>", "capture_job", get=capture.job),
    endpoint("events", "events", get=events.listed, post=events.told),
    endpoint("events/<path:event_id>", "event", get=events.one),
    endpoint("proofs/<path:event_id>", "event_proof", get=proofs.of_event),
    *(
        address
        for kind in resources.ASKED
        for address in (
            endpoint(kind, kind, get=resources.listed(kind)),
            endpoint(f"{kind}/<path:name>/events", f"{kind}_events", get=resources.about(kind)),
            endpoint(f"{kind}/<path:name>", f"{kind}_one", get=resources.one(kind)),
        )
    ),
    endpoint("queries", "queries", get=named.listed, post=named.made),
    endpoint("queries/<str:query>", "query", get=named.one, delete=named.dropped),
    endpoint("queries/<str:query>/events", "query_events", get=named.answered),
    endpoint("queries/<str:query>/subscriptions", "subscriptions", get=subscriptions.listed, post=subscriptions.made),
    endpoint(
        "queries/<str:query>/subscriptions/<str:key>",
        "subscription",
        more=subscriptions.least_record_time,
        get=subscriptions.one,
        delete=subscriptions.ended,
    ),
    endpoint("nextPageToken/<str:token>", "page_token", delete=named.token_kept),
    re_path("", nothing),
]
