"""The page itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lilian.api.docs.page import groups
from lilian.api.door import door


def docs_page(request: HttpRequest) -> HttpResponse:
    """What the API can do, in the reader's language; open to everyone, as the source is."""
    schema = door.get_openapi_schema()
    host = f"{request.scheme}://{request.get_host()}"
    context = {
        "info": schema["info"],
        "groups": groups(schema, host),
        "schema_url": reverse(f"{door.urls_namespace}:openapi-json"),
    }
    return render(request, "api/docs.html", context)
