"""Who is to be called in a recall, as a workbook and as a paper: who is to be called next first."""

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
from lilian.trace.papers import CallPaper, Holder
from lilian.trace.sheets import CALLS
from lilian.trace.values import IN_VAIN, OUTCOME_NAMES, START_NAMES, Outcome, StartKind
from lilian.web.shell.counted import counted
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download
from lilian.web.trace.weights import kg
from lilian.web.trace.words import holder, moment

MOST_ON_PAPER, MOST_PARCELS = 600, 20


@require_safe
@login_required
def workbook(request: Request, pk: int) -> HttpResponse:
    found = queries.recall(request.actor, pk)
    said = {"code": found.code, "at": moment(request.now), "who": request.actor.name}
    note = gettext("%(code)s 召回，%(at)s 由 %(who)s 导出") % said
    sheets = [(CALLS, rows(queries.calls(request.actor, pk)))]
    return as_download(export_xlsx(sheets, note=note), f"{gettext('电话单')}-{found.code}.xlsx")


def rows(notices: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for notice in notices:
        answer, tried = getattr(notice, "answer", None), list(notice.calls.all())
        yield {
            "holder": holder(notice),
            "phone": notice.dial or None,
            "before": notice.phone if notice.phone != notice.dial else None,
            "way": gettext("成员页面") if notice.organisation else gettext("打电话"),
            "boxes": notice.boxes,
            "net_g": notice.net_g,
            "parcels": tuple(parcel_code(key) for key in notice.parcels[:MOST_PARCELS]),
            "state": gettext("没有答复") if answer is None else gettext("已答复"),
            "tries": len(tried),
            "tried_at": _local(tried[0].at) if tried else None,
            "tried": tuple(attempt(one) for one in tried),
            **(_said(answer) if answer else {}),
        }


def attempt(one: Any) -> str:
    """`2026-11-27 14:05 没人接（林）：下午再打`; behind a wrong number the new one."""
    said = {"at": moment(one.at), "what": gettext(OUTCOME_NAMES[Outcome(one.outcome)]), "who": one.called_by}
    words = gettext("%(at)s %(what)s（%(who)s）") % said
    new = gettext("新号码 %s") % one.new_phone if one.new_phone else ""
    note = gettext("、").join(part for part in (new, one.note) if part)
    return gettext("%(call)s：%(note)s") % {"call": words, "note": note} if note else words


def paper(request: Request, found: Any) -> CallPaper:
    """Who did not answer yet; members too, who may not look at their page."""
    waiting = queries.calls(request.actor, found.pk).filter(answer__isnull=True)
    count = waiting.count()
    told = {"shown": f"{min(count, MOST_ON_PAPER):,}", "count": f"{count:,}"}
    return CallPaper(
        title=gettext("召回电话单"),
        number=moment(request.now),
        facts=(
            (gettext("从哪里召回"), f"{gettext(START_NAMES[StartKind(found.kind)])} {found.code}"),
            (gettext("原因"), found.reason),
            (gettext("要打的"), gettext("%(shown)s 家，一共 %(count)s 家没有答复") % told),
        ),
        say=gettext("怎么说：这几票发件里的梨要召回，请马上停售、下架，数一数还剩几箱，不要再发出，等我们来取。"),
        holders=tuple(_holder(one) for one in waiting[:MOST_ON_PAPER]),
        reached=gettext("打通，还剩几箱"),
        outcomes=tuple(gettext(OUTCOME_NAMES[one]) for one in IN_VAIN),
        words=(gettext("几点"), gettext("备注")),
        empty=gettext("每一家都答复了，没有要打的电话。"),
        foot=gettext("%(who)s 打印。打完请回到召回的页面，一家一家记下来。") % {"who": request.actor.name},
    )


def _holder(row: Any) -> Holder:
    return Holder(
        name=holder(row),
        phone=row.dial or gettext("没有电话"),
        boxes=f"{counted(row.boxes, 'box')} · {kg(row.net_g)}",
        parcels=gettext("、").join(parcel_code(key) for key in row.parcels[:MOST_PARCELS]),
        tried=tuple(attempt(one) for one in row.calls.all()),
    )


def _said(answer: Any) -> dict[str, Any]:
    said = {"found": answer.found, "note": answer.note or None, "by": answer.answered_by}
    return said | {"at": _local(answer.at)}


def _local(at: Any) -> Any:
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0)
