"""A plan as files: workbook, map page, JSON; the very papers of the command line."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from lilian.storage import queries
from lilian.storage.papers import plan_json, plan_map_html, plan_workbook
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download
from lilian.web.storage.plans.paper import paper_of, title_of


def file_name(plan: Any, ending: str) -> str:
    return f"{title_of(plan)}-{plan.first_day:%Y%m%d}.{ending}".replace("/", "-")


def as_file(text: str, plan: Any, ending: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, file_name(plan, ending))
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def plan_xlsx(request: Request, pk: int) -> HttpResponse:
    """What the office prints and sends."""
    plan = queries.plan(request.actor, pk)
    return as_download(plan_workbook(paper_of(plan)), file_name(plan, "xlsx"))


@require_safe
@login_required
def plan_html(request: Request, pk: int) -> HttpResponse:
    """One page with everything inside, to pass on."""
    plan = queries.plan(request.actor, pk)
    language = "en" if get_language() == "en" else "zh-CN"
    text = plan_map_html(paper_of(plan), translate=gettext, language=language)
    return as_file(text, plan, "html", "text/html")


@require_safe
@login_required
def plan_as_json(request: Request, pk: int) -> HttpResponse:
    """For other programs."""
    plan = queries.plan(request.actor, pk)
    text = json.dumps(plan_json(paper_of(plan), translate=gettext), ensure_ascii=False, indent=1)
    return as_file(text, plan, "json", "application/json")
