"""Who is to be called in a recall, as a workbook to call by and to print: those not reached yet first."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.parcels.values import parcel_code
from lilian.sheets.export import export_xlsx
from lilian.trace import queries
from lilian.trace.sheets import CALLS
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download


@require_safe
@login_required
def workbook(request: Request, pk: int) -> HttpResponse:
    found = queries.recall(request.actor, pk)
    at = timezone.localtime(request.now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(code)s 召回，%(at)s 由 %(who)s 导出") % {"code": found.code, "at": at, "who": request.actor.name}
    told = found.notices.select_related("organisation", "answer")
    return as_download(export_xlsx([(CALLS, rows(told))], note=note), f"{gettext('电话单')}-{found.code}.xlsx")


def rows(notices: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Who has no page of ours and was not reached, then who has one; the most boxes first."""
    for notice in sorted(notices, key=_order):
        member, answer = notice.organisation, getattr(notice, "answer", None)
        yield {
            "holder": member.name if member else notice.name,
            "phone": notice.phone or None,
            "way": gettext("成员页面") if member else gettext("打电话"),
            "boxes": notice.boxes,
            "net_g": notice.net_g,
            "parcels": tuple(parcel_code(key) for key in notice.parcels[:20]),
            "state": gettext("没有答复") if answer is None else gettext("已答复"),
            **(_said(answer) if answer else {}),
        }


def _said(answer: Any) -> dict[str, Any]:
    at = timezone.localtime(answer.at).replace(tzinfo=None, microsecond=0)
    return {"found": answer.found, "note": answer.note or None, "by": answer.answered_by, "at": at}


def _order(notice: Any) -> tuple[bool, bool, int, int]:
    return hasattr(notice, "answer"), notice.organisation_id is not None, -notice.boxes, notice.pk
