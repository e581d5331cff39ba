"""A plan as tables for the terminal: what it costs beside today's practice, which room runs when, what moves."""

from collections import Counter
from collections.abc import Callable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from lilian.idling.papers.paper import Paper, RoomMonths, shown_rooms
from lilian.idling.values import COST_NAMES
from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import in_unit, number_text
from lilian.kernel.refusal import untranslated
from lilian.planning.consolidation import energy_wh

Translate = Callable[[str], str]
MOST_MOVES_SHOWN = 30
STANDS, TODAY_ONLY = "·", "○"  # a room that is off; one that only today's practice runs


def plan_table(paper: Paper, *, translate: Translate = untranslated) -> RenderableType:
    """The figures, one row per room that runs in some month, and the transfers."""
    _ = translate
    return Group(_figures(paper, _), _costs(paper, _), _rooms(paper, _), _legend(paper, _), *_moves(paper, _))


def tonnes(weight_g: int) -> str:
    return number_text(in_unit(weight_g, "吨"), 1)


def percent(share: float, places: int = 1) -> str:
    return f"{share * 100:.{places}f}%"


def kwh(wh: int) -> str:
    return f"{wh / 1_000:,.0f}"


def _figures(paper: Paper, _: Translate) -> Table:
    plan, today = paper.plan, paper.practice
    saved = today.cost.total - plan.cost.total
    share = saved / max(1, today.cost.total)
    proof = _("已证明没有更省的安排") if plan.gap == 0 else _("与下限相差 {gap}").format(gap=percent(plan.gap, 2))
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(justify="right")
    yuan = _("{yuan} 元")
    table.add_row(_("总成本"), yuan.format(yuan=yuan_text(plan.cost.total)), "")
    table.add_row(_("下限"), yuan.format(yuan=yuan_text(plan.lower_bound_fen)), proof)
    table.add_row(_("比现行做法节省"), yuan.format(yuan=yuan_text(saved)), percent(share), style="green")
    return table


def _costs(paper: Paper, _: Translate) -> Table:
    """Item by item; what neither costs anything for is left out."""
    table = Table(title=_("方案和现行做法"), title_justify="left", header_style="bold")
    table.add_column("")
    for name in (_("方案"), _("现行做法")):
        table.add_column(name, justify="right")
    for key, name in COST_NAMES.items():
        ours, theirs = getattr(paper.plan.cost, key), getattr(paper.practice.cost, key)
        if ours or theirs:
            table.add_row(_("{item}（元）").format(item=_(name)), yuan_text(ours), yuan_text(theirs))
    totals = (yuan_text(each.cost.total) for each in (paper.plan, paper.practice))
    table.add_row(_("合计（元）"), *totals, style="bold")
    table.add_row(_("用电（度）"), *(kwh(energy_wh(paper.problem, each)) for each in (paper.plan, paper.practice)))
    run = (str(sum(map(sum, each.running.values()))) for each in (paper.plan, paper.practice))
    table.add_row(_("各间开机月数之和"), *run)
    return table


def _rooms(paper: Paper, _: Translate) -> Table:
    table = Table(title=_("各库房每月存果（吨）"), title_justify="left", header_style="bold")
    table.add_column(_("库房"))
    for month in paper.months:
        table.add_column(month, justify="right")
    for name in (_("方案开几个月"), _("现行开几个月")):
        table.add_column(name, justify="right")
    for line in shown_rooms(paper.problem, paper.plan, paper.practice):
        cells = (_cell(line, month) for month in range(len(paper.months)))
        table.add_row(paper.names.get(line.code, line.code), *cells, str(sum(line.runs)), str(sum(line.today)))
    return table


def _cell(line: RoomMonths, month: int) -> str:
    if line.runs[month]:
        return tonnes(line.kept_g[month])
    return TODAY_ONLY if line.today[month] else STANDS


def _legend(paper: Paper, _: Translate) -> Text:
    idle = len(paper.problem.rooms) - len(shown_rooms(paper.problem, paper.plan, paper.practice))
    said = _("有数字的月份开着；{today} 方案停、现行做法要开；{stands} 停。从头到尾都停、没有列出的库房：{count} 间。")
    return Text(said.format(today=TODAY_ONLY, stands=STANDS, count=idle), style="dim")


def _moves(paper: Paper, _: Translate) -> Iterator[RenderableType]:
    summed = Counter[tuple[int, str, str, str]]()
    for move in paper.plan.moves:
        summed[move.month, move.source, move.target, move.variety] += move.weight_g
    if not summed:
        yield Text(_("什么也不用搬。"))
        return
    table = Table(title=_("搬运"), title_justify="left", header_style="bold")
    for name in (_("月份"), _("从"), _("到"), _("果")):
        table.add_column(name)
    table.add_column(_("重量（吨）"), justify="right")
    for (month, source, target, variety), weight_g in sorted(summed.items())[:MOST_MOVES_SHOWN]:
        names = (paper.names.get(code, code) for code in (source, target))
        table.add_row(paper.months[month], *names, variety, tonnes(weight_g))
    yield table
    if len(summed) > MOST_MOVES_SHOWN:
        yield Text(_("还有 {count} 笔搬运没有列出，见 JSON。").format(count=len(summed) - MOST_MOVES_SHOWN))
