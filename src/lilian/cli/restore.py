"""`lilian restore`: put a backup in the database's place; the replaced one is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="lilian backup 做出的备份文件")],
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """恢复:先核对备份,再换上去;原来的数据另存,不会丢。请先停下网站和后台程序。"""
    ground.start()
    from lilian.base.backup import restore as put_back
    from lilian.cli.preparing import prepare_tables

    with ground.said(lang) as _:
        now = datetime.now(UTC)
        kept = put_back(file, now=now)
        prepare_tables()
        note(file, kept, now)
        typer.echo(_("恢复好了。"))
        if kept:
            typer.echo(_("原来的数据留在：{kept}").format(kept=kept))


def note(file: Path, kept: str, now: datetime) -> None:
    """What happened between the backup and now is gone from the chain; that it is gone stands in it."""
    from lilian.base import audit
    from lilian.base.actors import system

    data = {"file": str(file.resolve()), "kept": kept}
    audit.record(
        actor=system("lilian restore"), event="base.restored", subject=f"backup:{file.name}", at=now, data=data
    )
