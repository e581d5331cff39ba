"""`lilian trace CODE`: where fruit came from and where it went, on the machine itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lilian.cli import ground
from lilian.cli.ground import Translate
from lilian.cli.language import Language
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Invalid

if TYPE_CHECKING:
    from lilian.trace.values import Start

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
SHOWN = 12


class NoSuchKind(Invalid):
    code = "trace.no_such_kind"
    sentence = gettext_noop("看不出 {given} 是什么编号。")
    remedy = gettext_noop("请用 --kind 写明：{kinds}。")


@app.command()
def trace(
    code: Annotated[str, typer.Argument(help="箱码、批号、发件号、托盘、批次……")],
    kind: Annotated[str, typer.Option(help="是什么编号；我们自己的编号看得出来")] = "",
    since: Day = None,
    until: Day = None,
    shift: Annotated[str, typer.Option(help="生产线的班次")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """追溯:从哪里来,到哪里去,现在在谁手里。"""
    ground.start()
    from lilian.base.actors import system
    from lilian.trace import queries

    with ground.said(lang) as _:
        start = spanned(started(code, kind, shift), since, until)
        found = queries.told(queries.chain(system("lilian trace"), start, now=datetime.now(UTC)))
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, default=_plain))
            return
        for line in lines(found, _):
            typer.echo(line)


def started(code: str, kind: str, shift: str) -> "Start":
    """:raises NoSuchKind: if the code does not say what it is, and nobody else does"""
    from lilian.trace.values import Start, StartKind, kind_named

    kinds = [each.value for each in StartKind]
    named = StartKind(kind) if kind in kinds else None if kind else kind_named(code)
    if named is None:
        raise NoSuchKind(given=code, kinds=", ".join(kinds))
    return Start(named, code.strip(), shift=shift)


def spanned(start: "Start", since: datetime | None, until: datetime | None) -> "Start":
    """Whole days, of the county's time."""
    from django.utils import timezone

    zone = timezone.get_default_timezone()
    first = since and datetime.combine(since, time.min, tzinfo=zone)
    last = until and datetime.combine(until, time.max, tzinfo=zone)
    return replace(start, since=first, until=last)


def lines(found: dict[str, Any], _: Translate) -> Iterator[str]:
    """The chain in words, the first of everything."""
    yield from _part(_("果园"), [_grower(one) for one in found["growers"]], _)
    yield from _part(_("批次"), [f"{one['code']} {one['variety']} {one['made_on']}" for one in found["lots"]], _)
    yield from _part(_("存放"), [_stay(one) for one in found["stays"]], _)
    yield from _part(_("包装"), [f"{one['code']} {one['boxes']:,} {_('箱')}" for one in found["batches"]], _)
    yield from _part(_("在谁手里"), [_holder(one, _) for one in found["holders"]], _)
    yield from _part(_("断点"), [_gap(one) for one in found["gaps"]], _)
    flagged = [one for one in found["balances"] if one["flagged"]]
    yield from _part(_("数量对不上的批次"), [f"{one['lot']} {one['unexplained_g']:,} g" for one in flagged], _)
    where = found["whereabouts"]
    yield _("在库 {in_store} 箱，在路上 {on_the_road} 箱，已送到 {delivered} 箱。").format(**where)
    if found["cut_off"]:
        yield _("牵涉的果品太多，没有查全。")


def _part(title: str, rows: list[str], _: Translate) -> Iterator[str]:
    if not rows:
        return
    yield f"{title} ({len(rows):,})"
    yield from (f"  {row}" for row in rows[:SHOWN])
    if len(rows) > SHOWN:
        yield "  " + _("还有 {count} 个，用 --json 看全部").format(count=len(rows) - SHOWN)


def _grower(one: dict[str, Any]) -> str:
    names = (one["organisation"], one["village"], one["block"], one["household"], weight_text(one["weight_g"], "公斤"))
    return " · ".join(name for name in names if name)


def _stay(one: dict[str, Any]) -> str:
    return f"{one['lot']} {one['place']} {one['since']} → {one['until'] or ''}"


def _holder(one: dict[str, Any], _: Translate) -> str:
    return " · ".join(part for part in (one["name"], one["phone"], f"{one['boxes']:,} {_('箱')}") if part)


def _gap(one: dict[str, Any]) -> str:
    return f"{one['place']} {one['since']:%Y-%m-%d %H:%M} → {one['until']:%Y-%m-%d %H:%M} {one['kind']}"


def _plain(value: Any) -> str:
    return str(value.isoformat())
