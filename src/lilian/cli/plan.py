"""`lilian plan …`: plans from a file, with no database and no settings; with `--live` from the register."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lilian.cli.language import Language

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def plan() -> None:
    """做方案:从工作簿算出最省的安排。"""


@app.command()
def storage(
    workbook: Annotated[Path, typer.Argument(help="旺季工作簿：待储批次、恒温库、参数三张表")],
    out: Annotated[Path | None, typer.Option(help="方案工作簿写到哪里（.xlsx）")] = None,
    json: Annotated[
        Path | None, typer.Option(help="方案数据写到哪里（.json）；- 表示只输出 JSON", allow_dash=True)
    ] = None,
    map_page: Annotated[Path | None, typer.Option("--map", help="地图网页写到哪里（.html）")] = None,
    marked: Annotated[Path | None, typer.Option(help="标出问题的工作簿写到哪里（.xlsx）")] = None,
    take_good_rows: Annotated[bool, typer.Option("--take-good-rows", help="有问题的行不要，其余照算")] = False,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """旺季入库方案:哪批果哪天进哪座库,总花费最少。

    成功退出码 0;工作簿或路径有问题是 2,逐条说明,什么也不算;方案没有通过复核是 3。
    """
    from lilian.cli.storage_plan import Wanted, run

    wanted = Wanted(workbook, out, json, map_page, marked, take_good_rows=take_good_rows)
    raise typer.Exit(run(wanted, lang))


@app.command()
def province(
    folder: Annotated[Path, typer.Argument(help="文件夹：每县一个旺季工作簿或 JSON，加一个共用库的文件")],
    out: Annotated[Path | None, typer.Option(help="各县方案工作簿写到哪个文件夹")] = None,
    json: Annotated[
        Path | None, typer.Option(help="方案数据写到哪里（.json）；- 表示只输出 JSON", allow_dash=True)
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="用几个进程计算")] = 1,
    ray: Annotated[str | None, typer.Option(help="在 Ray 集群上计算：auto、主机和端口，或 local")] = None,
    time: Annotated[float, typer.Option(min=0.001, help="最多算几秒")] = 3600.0,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """全省入库方案:各县同时算,边界上几县共用的库按最省来分。

    用几个进程、几台机器,结果都一样。成功退出码 0;文件夹或文件有问题是 2,什么也不算;方案没有通过复核是 3。
    """
    from lilian.cli.province_plan import Wanted, run

    raise typer.Exit(run(Wanted(folder, workers, ray, time, json, out), lang))


@app.command()
def consolidation(
    file: Annotated[Path | None, typer.Argument(help="并库问题的 JSON（docs/schemas/consolidation.json）")] = None,
    live: Annotated[bool, typer.Option("--live", help="不读文件，按系统里现在的库房、存果和计划出库算")] = False,
    first: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="--live 从哪个月开始，例如 2027-03；不写就是本月")
    ] = None,
    months: Annotated[int, typer.Option(help="--live 一共几个月")] = 6,
    time: Annotated[float, typer.Option(min=0.001, help="最多算几秒")] = 60.0,
    json: Annotated[
        Path | None, typer.Option(help="问题和方案写到哪里（.json）；- 表示只输出 JSON", allow_dash=True)
    ] = None,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """淡季并库方案:哪间库房哪个月停,果搬到哪里,和现行做法比省多少。

    只算给人看,不写进系统。成功退出码 0;文件、路径或系统里的数据有问题是 2;方案没有通过复核是 3。
    """
    from lilian.cli import ground
    from lilian.cli.consolidation_plan import Wanted, run

    wanted = Wanted(file, live, first.date() if first else None, months, time, json)
    if live:
        ground.start()
    with ground.said(lang):
        code = run(wanted, lang)
    raise typer.Exit(code)
