"""`lilian witness`: on a computer of a member or a bureau, look at the alliance's log and cosign what only grew.

Needs no database and no settings: a folder with the witness's key and what it saw, and the log's address.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def witness(
    log: Annotated[str, typer.Argument(help="日志的网址，例如 https://pear.example.cn/log")],
    key: Annotated[list[str], typer.Option(help="日志的公钥，从网站以外的地方拿来；换过钥匙就写几个")],
    folder: Annotated[Path, typer.Option(help="放见证方钥匙和看过的存证点的文件夹")] = Path("witness"),
    name: Annotated[str, typer.Option(help="第一次用：见证方的名字，像网址，例如 nyj.xixian.gov.cn/witness")] = "",
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """见证:看日志有没有改过、少过,没有就签名。对不上退出码 1,两份存证点留作证据。"""
    from lilian.cli.witness_folder import Folder
    from lilian.cli.witness_log import Log, NotReached
    from lilian.tlog import witnessing
    from lilian.tlog.notes import NoteWrong, VerifierKey

    with ground.said(lang) as _:
        kept, site = Folder(folder), Log(log)
        if kept.key is None:
            typer.echo(
                _("见证方的公钥，请交给联盟办登记：{vkey}").format(vkey=kept.begin(name or folder.resolve().name))
            )
        try:
            note = site.checkpoint()
            keys = [VerifierKey.parsed(text) for text in key]
            point = witnessing.looked_at(note, kept.seen(note), keys, site.reader(note))
        except (NoteWrong, NotReached) as fault:
            typer.echo(_("没有看成：{why}").format(why=fault), err=True)
            raise typer.Exit(ground.REFUSED) from None
        except witnessing.LogWentBack as fault:
            where = kept.keep_conflict(note)
            typer.echo(
                _("日志对不上以前签过的：{why}。证据在 {where}，请保存好并告诉大家。").format(why=fault, where=where),
                err=True,
            )
            raise typer.Exit(ground.FAULTY) from None
        kept.keep(note)
        answer = site.send(witnessing.cosigned(note, kept.signing(), at=datetime.now(UTC)))
        typer.echo(
            _("日志一共 {size} 条，从上次看到现在只增不改，已签名。{answer}").format(
                size=f"{point.size:,}", answer=answer
            )
        )
