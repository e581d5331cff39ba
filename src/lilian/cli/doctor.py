"""`lilian doctor`: is this machine fit to run the program, line by line."""

from typing import TYPE_CHECKING, Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language

if TYPE_CHECKING:
    from lilian.cli.findings import Finding

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """体检:版本、数据库、硬盘、字体、求解器、时钟、备份、存证日志。有一项不好,退出码 1;提醒(!)不算。"""
    ground.start()
    from lilian.cli import findings

    with ground.said(lang) as _:
        found = findings.look(_)
    if as_json:
        typer.echo(findings.as_json(found))
    else:
        for each in found:
            typer.echo(f"{_mark(each)} {each.name}  {each.text}")
            if not each.well:
                typer.echo(f"    {each.remedy}")
    raise typer.Exit(0 if all(each.well or each.warning for each in found) else ground.FAULTY)


def _mark(finding: "Finding") -> str:
    return "✓" if finding.well else "!" if finding.warning else "✗"
