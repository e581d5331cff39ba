"""`lilian verify`: looks at everything that must fit together, and names what does not."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from lilian.cli import ground, preparing
from lilian.cli.language import Language

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def verify(
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
    bring_up: Annotated[bool, typer.Option("--bring-up", hidden=True, help="先把数据表升级到本程序的版本")] = False,
) -> None:
    """核对:操作记录没有被改过,方案和账都对得上。有问题退出码 1,一条一行。"""
    ground.start()
    with ground.said(lang) as _:
        if bring_up:
            preparing.prepare_tables()
        found = look()
        if found:
            typer.echo(_("发现 {count} 处问题，请联系维护人员，先不要改数据。").format(count=found), err=True)
            raise typer.Exit(ground.FAULTY)
        typer.echo(_("都对得上。"))


def look() -> int:
    """Run every registered check, however long it takes; return how many faults were named."""
    from django.db import connection

    from lilian.base.engine import unhurried

    with unhurried(connection):
        return _walk()


def _walk() -> int:
    """A bar for each check; a line for each fault."""
    from lilian.base.verification import REGISTERED

    found = 0
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        for verification in REGISTERED.values():
            bar = progress.add_task(verification.name, total=verification.total())
            for line in verification.check(lambda done, bar=bar: progress.update(bar, completed=done)):  # type: ignore[misc]
                typer.echo(line)
                found += 1
    return found
