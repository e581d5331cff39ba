"""How a file that was made goes to its reader."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def answer(data: bytes, name: str, content_type: str = "application/pdf") -> HttpResponse:
    """A PDF is shown, anything else is taken away; nobody in between keeps it."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(content_type != "application/pdf", name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
