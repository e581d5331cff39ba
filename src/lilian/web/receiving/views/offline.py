"""The worker that keeps the weighing page on the phone. Its address decides which pages it may serve."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

import lilian.web
from lilian.web.shell.requests import Request

WORKER = Path(lilian.web.__path__[0]) / "static" / "built" / "receiving_worker.js"


@require_safe
def worker(request: Request) -> HttpResponse:
    if not WORKER.exists():
        raise Http404
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})
