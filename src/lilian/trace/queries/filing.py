"""The file of a recall as bytes: a workbook, or a folder of CSV with the proofs of its entries; and who may have it."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.sheets.export import export_csv, export_xlsx
from lilian.tlog.proofs import SUFFIX
from lilian.trace.values import FILE_KIND, FileForm, Start, StartKind
from lilian.transparency import queries as transparency

if TYPE_CHECKING:
    from lilian.base.models import Job

MOST_PROOFS = 10_000
HOW = gettext_noop(
    "表里“存证序号”是每张凭证在公开存证日志里的位置。这个文件夹里有 {proved} 张（一共 {entries} 张）凭证的记录和证明，"
    "不用联网就能验：\n\npython lilian-verify.py record 序号.json 序号.tlog-proof --key 公钥\n\n"
    "公钥请从别处核对过再用：\n{keys}\n其余的证明在网站的 /log/proof/序号.tlog-proof。\n"
)


def file_job(actor: Actor, job_id: int) -> "Job":
    """How far a file is that the actor asked for.

    :raises NotFound: if there is none, or it is another's
    """
    actor.must("trace.see_recalls")
    return jobs.file_job(actor, job_id, FILE_KIND)


def file_asked_for(said: dict[str, Any]) -> tuple[Start, FileForm]:
    """The arguments of its job."""
    since, until = (said[name] and datetime.fromisoformat(said[name]) for name in ("since", "until"))
    return Start(StartKind(said["kind"]), said["code"], since, until, said["shift"]), FileForm(said["form"])


def made_file(actor: Actor, job_id: int) -> jobs.MadeFile:
    """What the worker wrote, for who asked for it.

    :raises NotFound: if there is none, it is another's, or was kept for a day already
    :raises NotMadeYet: while it is being written
    """
    actor.must("trace.see_recalls")
    return jobs.made_file(actor, job_id, FILE_KIND)


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
