"""One address: ask for a job, once per key."""

import os

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from lilian.base import idempotency
from tests.ops import acts


def pid(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(os.getpid()))


def ask(request: HttpRequest, key: str) -> HttpResponse:
    def perform() -> idempotency.Answer:
        acts.ask(key)
        return idempotency.Answer(201, key)

    asked = idempotency.Request(key, "POST /ask", request.body)
    try:
        answer = idempotency.once(actor=acts.LIN, request=asked, now=timezone.now(), perform=perform)
    except idempotency.InProgress:
        return HttpResponse(status=409)
    if settings.MUTANT == "audit_outside" and not answer.replayed:
        acts.die_between(key)
        acts.note("test.asked", key)
    return HttpResponse(answer.body, status=answer.status)


urlpatterns = [path("pid", pid), path("ask/<str:key>", ask)]
