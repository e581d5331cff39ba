"""`lilian worker`: does the work that waits in the background."""

from typing import Annotated

import typer

from lilian.cli import ground

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def worker(until_idle: Annotated[bool, typer.Option(help="做完等着的就退出")] = False) -> None:
    """做后台工作。按 Ctrl+C 或发 SIGTERM,做完手上这一件就停。"""
    ground.start()
    from lilian.base.jobs.worker import run

    run(until_idle=until_idle)
