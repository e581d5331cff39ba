"""`lilian backup`: a copy of everything, proved by restoring it to scratch."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="放备份的文件夹；不写就放在数据文件夹的 backups 里")] = None,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """备份:做一份完整的拷贝,并试着恢复、核对一遍。网站不用停。"""
    ground.start()
    from django.conf import settings

    from lilian.base.actors import system
    from lilian.base.backup import back_up, record

    with ground.said(lang) as _:
        now = datetime.now(UTC)
        made = back_up(folder or Path(settings.VAR) / "backups", now=now)
        record(actor=system("lilian backup"), made=made.resolve(), now=now)
        typer.echo(_("备份好了，试恢复也通过了：{path}").format(path=made))
        typer.echo(_("请再拷一份到 U 盘或别的电脑上。"))
