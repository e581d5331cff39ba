"""`lilian log …`: the transparency log on the machine that has its key."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
Lang = Annotated[Language, typer.Option(help="语言")]
AUTHOR = "lilian log"


@app.callback()
def log() -> None:
    """存证日志:看状况,签存证点,换钥匙,导出。"""


@app.command()
def state(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False, lang: Lang = Language.ZH) -> None:
    """看状况:多少条,多少没进日志,上次什么时候签的。"""
    ground.start()
    from lilian.transparency import queries

    with ground.said(lang) as _:
        point, waits = queries.latest(), queries.waits()
        vkeys = [key.vkey for key in queries.log_keys()]
        facts = {
            "size": queries.size(),
            "waiting": waits.count,
            "signed_size": point.size if point else 0,
            "signed_at": point.at.isoformat() if point else None,
            "keys": vkeys,
            "late": queries.is_late(datetime.now(UTC)),
        }
        if as_json:
            typer.echo(json.dumps(facts, ensure_ascii=False))
            return
        typer.echo(_("日志 {size} 条，{waiting} 件事还没进；签到第 {signed_size} 条。").format(**facts))
        typer.echo(_("公钥：{vkey}").format(vkey=vkeys[0] if vkeys else _("还没有")))


@app.command()
def sign(lang: Lang = Language.ZH) -> None:
    """现在签一个存证点。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.transparency import actions

    with ground.said(lang) as _:
        size = actions.sign(actor=system(AUTHOR), now=datetime.now(UTC))
        typer.echo(_("签好了，一共 {size} 条。").format(size=size))


@app.command()
def rotate(lang: Lang = Language.ZH) -> None:
    """换一把钥匙:新旧两把一起签一次,旧的随即销毁。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.transparency import actions

    with ground.said(lang) as _:
        vkey = actions.rotate(actor=system(AUTHOR), now=datetime.now(UTC))
        typer.echo(_("换好了。新公钥，请告诉每一个见证方：{vkey}").format(vkey=vkey))


@app.command()
def anew(lang: Lang = Language.ZH) -> None:
    """恢复旧备份以后:用新名字接着记。只有日志真的倒退了才能用。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.transparency import actions

    with ground.said(lang) as _:
        vkey = actions.begin_anew(actor=system(AUTHOR), now=datetime.now(UTC))
        typer.echo(_("用新名字重开了。新公钥，请告诉每一个见证方，并说明恢复了备份：{vkey}").format(vkey=vkey))


@app.command()
def witness(
    name: Annotated[str, typer.Argument(help="单位名称")],
    vkey: Annotated[str, typer.Option(help="见证方公钥")] = "",
    url: Annotated[str, typer.Option(help="见证网址，不填就由对方自己来看")] = "",
    lang: Lang = Language.ZH,
) -> None:
    """登记见证方；登记过的再写一次，改它的网址。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.transparency import actions, queries

    with ground.said(lang) as _:
        actor, now = system(AUTHOR), datetime.now(UTC)
        known = next((one.id for one in queries.witnesses() if one.name == name and not one.until), None)
        if known and not vkey:
            actions.move_witness(actor=actor, witness_id=known, url=url, now=now)
        else:
            actions.add_witness(actor=actor, name=name, vkey=vkey, url=url, now=now)
        typer.echo(_("登记好了：{name} {url}").format(name=name, url=url))


@app.command()
def ask(lang: Lang = Language.ZH) -> None:
    """现在请有网址的见证方见证最近的存证点；有一家没见证，退出码 1。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.transparency import actions, queries

    silent = False
    with ground.said(lang) as _:
        for one in queries.witnesses():
            if one.url and not one.until:
                answer = actions.ask(actor=system(AUTHOR), witness_id=one.id, now=datetime.now(UTC))
                silent = silent or bool(answer.silence)
                typer.echo(f"{one.name}: {answer.silence} {answer.detail}" if answer.silence else f"{one.name}: ✓")
    if silent:
        raise typer.Exit(ground.FAULTY)


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="写到哪个文件夹")], lang: Lang = Language.ZH) -> None:
    """导出日志:存证点和全部瓦片,放到任何网页空间都能核验。"""
    ground.start()
    from lilian.transparency import queries

    with ground.said(lang) as _:
        count = queries.export(folder)
        typer.echo(_("导出了 {count} 个文件：{folder}").format(count=count, folder=folder))


@app.command()
def erase(
    seq: Annotated[int, typer.Argument(min=0, help="日志第几条")],
    reason: Annotated[str, typer.Option(help="为什么抹除")],
    lang: Lang = Language.ZH,
) -> None:
    """依法抹除一条的内容:日志不动、照样核得过,可是没有人能再证明它写的是什么。恢复不了。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.transparency import actions, queries

    with ground.said(lang) as _:
        actor = system(AUTHOR)
        entry = queries.log_entry(actor, seq)
        actions.erase(actor=actor, kind=entry.kind, ref=entry.ref, reason=reason, now=datetime.now(UTC))
        typer.echo(_("第 {seq} 条的内容抹除了；日志照样核得过。").format(seq=seq))
