"""`lilian import …`: files from outside, from the command line."""

from pathlib import Path
from typing import Annotated

import typer

from lilian.cli.language import Language

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def taking() -> None:
    """导入:把外面的文件收进来。"""


@app.command("line-data")
def line_data(
    file: Annotated[Path, typer.Argument(help="分选机导出的逐果文件（CSV 或 Excel）")],
    profile: Annotated[str, typer.Option(help="映射方案的编号，例如 grader-csv-en")],
    run: Annotated[str, typer.Option(help="收进哪一次分选，例如 FX000012；不写就只算不收")] = "",
    take_good_rows: Annotated[bool, typer.Option("--take-good-rows", help="有问题的行不要，其余照收")] = False,
    json: Annotated[bool, typer.Option("--json", help="只输出 JSON")] = False,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """逐果数据:按当天的标准给每个果定级,和机器自己的等级对比;写了 --run 就收进那一次分选。

    成功退出码 0;文件有问题是 2,逐条说明,什么也不收。
    """
    from lilian.cli import ground

    ground.start()
    with ground.said(lang) as translate:
        from lilian.cli.line_data import Wanted, take

        raise typer.Exit(take(Wanted(file, profile, run, take_good_rows, json), translate))
