"""The file of a recall, made by the worker: a workbook, or a folder of CSV."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from lilian.base import jobs
from lilian.kernel.marks import gettext_noop
from lilian.sheets.export import export_csv, export_xlsx
from lilian.tlog.proofs import SUFFIX
from lilian.trace import queries
from lilian.trace.values import Start, StartKind
from lilian.transparency import queries as transparency
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.work import sender

KIND, KEPT_AS = "trace.file", "trace.events"
MOST_PROOFS = 10_000
HOW = gettext_noop(
    "表里“存证序号”是每张凭证在公开存证日志里的位置。这个文件夹里有 {proved} 张（一共 {entries} 张）凭证的记录和证明，"
    "不用联网就能验：\n\npython lilian-verify.py record 序号.json 序号.tlog-proof --key 公钥\n\n"
    "公钥请从别处核对过再用：\n{keys}\n其余的证明在网站的 /log/proof/序号.tlog-proof。\n"
)
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
    """A workbook; or a folder of CSV with the proofs of its entries."""
    if not as_csv:
        return export_xlsx(sheets)
    target, entries = io.BytesIO(), set[int]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as folder:
        for table, rows in sheets:
            folder.writestr(f"{table.name}.csv", export_csv(table, noted(rows, entries)))
        prove(folder, sorted(entries))
    return target.getvalue()


def noted(rows: Iterable[dict[str, Any]], entries: set[int]) -> Iterator[dict[str, Any]]:
    """The rows, and which entries of the goods journal they stand on."""
    for row in rows:
        if row.get("log_index") is not None:
            entries.add(int(row["entry"]))
        yield row


def prove(folder: zipfile.ZipFile, entries: Sequence[int]) -> None:
    """Each entry's record and its proof, as `lilian-verify` reads them without a network, and what to do with them."""
    proved = 0
    for _, one in transparency.proved("goods_entry", entries[:MOST_PROOFS]):
        folder.writestr(f"log/{one.index}.json", one.record)
        folder.writestr(f"log/{one.index}{SUFFIX}", one.proof)
        proved += 1
    keys = "\n".join(f"--key {key.vkey}" for key in transparency.log_keys())
    folder.writestr("log/README.txt", gettext(HOW).format(proved=proved, entries=len(entries), keys=keys))
