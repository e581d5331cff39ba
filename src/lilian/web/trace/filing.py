"""The file of a recall, made by the worker: a workbook, or a folder of CSV."""

import io
import zipfile
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from lilian.base import jobs
from lilian.kernel.marks import gettext_noop
from lilian.sheets.export import export_csv, export_xlsx
from lilian.trace import queries
from lilian.trace.values import Start, StartKind
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.work import sender

KIND, KEPT_AS = "trace.file", "trace.events"
WRITING = gettext_noop("正在写表，已用 {seconds} 秒")


def start(request: Request, began: Start, *, as_csv: bool) -> Any:
    """Have it written; the job. The same form sent again is the same job."""
    said = {
        "kind": began.kind.value,
        "code": began.code,
        "since": began.since and began.since.isoformat(),
        "until": began.until and began.until.isoformat(),
        "shift": began.shift,
        "csv": as_csv,
    }
    key = f"{KIND}:{key_of(request)}"
    return jobs.start(actor=request.actor, kind=KIND, arguments=said, key=key, now=request.now)


@jobs.handler(KIND)
def do(run: jobs.Run) -> None:
    """As the journals stand now, by who asked; the file lies in their folder for a day."""
    actor, said = sender(run), run.arguments
    with jobs.Telling(run, WRITING):
        data = written(queries.events(actor, began_with(said)), as_csv=said["csv"])
    name = f"{gettext('召回明细')}-{said['code']}.{'zip' if said['csv'] else 'xlsx'}"
    made.finish(run, actor, Sent(KEPT_AS, name, data))


def began_with(said: dict[str, Any]) -> Start:
    since, until = (said[name] and datetime.fromisoformat(said[name]) for name in ("since", "until"))
    return Start(StartKind(said["kind"]), said["code"], since, until, said["shift"])


def written(sheets: Any, *, as_csv: bool) -> bytes:
    if not as_csv:
        return export_xlsx(sheets)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as folder:
        for table, rows in sheets:
            folder.writestr(f"{table.name}.csv", export_csv(table, rows))
    return target.getvalue()
