"""The page itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lilian.api.docs.page import groups
from lilian.api.door import door
from lilian.members.queries import actor_for

FRAME_OF_MEMBERS, FRAME_OF_STRANGERS = "shell/page.html", "shell/open.html"


def may_manage_tokens(user: Any) -> bool:
    return user.is_authenticated and actor_for(user, now=timezone.now()).may("api.manage_tokens")


def docs_page(request: HttpRequest) -> HttpResponse:
    """What the API can do, in the reader's language; open to everyone, as the source is."""
    schema = door.get_openapi_schema()
    host = f"{request.scheme}://{request.get_host()}"
    context = {
        "info": schema["info"],
        "groups": groups(schema, host),
        "schema_url": reverse(f"{door.urls_namespace}:openapi-json"),
        "may_manage": may_manage_tokens(request.user),
        "frame": FRAME_OF_MEMBERS if request.user.is_authenticated else FRAME_OF_STRANGERS,
    }
    return render(request, "api/docs.html", context)
