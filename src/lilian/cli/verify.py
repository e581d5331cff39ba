"""`lilian verify`: looks at everything that must fit together, and names what does not."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from lilian.cli import ground, preparing, side_by_side
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
    from lilian.base.verification import REGISTERED

    totals = {name: verification.total() for name, verification in REGISTERED.items()}
    count = side_by_side.processes(sum(totals.values()), len(totals))
    with unhurried(connection), Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        bars = {name: progress.add_task(name, total=total) for name, total in totals.items()}

        def told(name: str, done: int) -> None:
            progress.update(bars[name], completed=done)

        return _walk(told) if count == 1 else _walk_apart(sorted(totals, key=totals.__getitem__), count, told)


def _walk(told: Callable[[str, int], None]) -> int:
    """One check after the other; a line for each fault, as soon as it is found."""
    from lilian.base.verification import REGISTERED

    found = 0
    for name, verification in REGISTERED.items():
        for line in verification.check(partial(told, name)):
            typer.echo(line)
            found += 1
    return found


def _walk_apart(names: list[str], count: int, told: Callable[[str, int], None]) -> int:
    """Checks beside each other, the longest first, so that the last one does not run alone."""
    found = 0
    for line in side_by_side.found(names[::-1], count, told):
        typer.echo(line)
        found += 1
    return found
