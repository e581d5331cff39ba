"""A plan as a table for the terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from lilian.kernel.refusal import untranslated
from lilian.kernel.sentences import joined
from lilian.storage.papers.figures import saving
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import Translate, exact_yuan, percent, reason, tonnes

MOST_UNPLACED_SHOWN = 20


def plan_table(paper: Paper, *, translate: Translate = untranslated) -> RenderableType:
    """The big figures, one row per store that takes fruit, and what found no place."""
    _ = translate
    return Group(_figures(paper, _), _stores(paper, _), *_unplaced(paper, _))


def _figures(paper: Paper, _: Translate) -> Table:
    plan, saved = paper.plan, saving(paper)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(justify="right")
    proof = _("已证明没有更省的安排") if plan.gap == 0 else _("与下限相差 {gap}").format(gap=percent(plan.gap, 2))
    lots, used = len(paper.problem.lots), len({each.store for each in plan.assignments})
    table.add_row(_("总成本"), _("{yuan} 元").format(yuan=exact_yuan(plan.cost_fen)), proof)
    table.add_row(
        _("比现行做法节省"),
        _("{yuan} 元").format(yuan=exact_yuan(saved.saved_fen)),
        percent(saved.share),
        style="green",
    )
    table.add_row(
        _("已安排"),
        _("{weight} 吨").format(weight=tonnes(plan.placed_g, 3)),
        _("{lots} 批，{stores} 座库").format(lots=lots - len(plan.unplaced), stores=used),
    )
    table.add_row(
        _("未安排"),
        _("{weight} 吨").format(weight=tonnes(plan.unplaced_g, 3)),
        _("{lots} 批").format(lots=len(plan.unplaced)),
    )
    return table


def _stores(paper: Paper, _: Translate) -> Table:
    days = paper.days
    table = Table(title=paper.title, title_justify="left", header_style="bold")
    table.add_column(_("库"))
    table.add_column(_("库名"))
    for day in days:
        table.add_column(f"{day.month}-{day.day}", justify="right")
    for name in (_("合计（吨）"), _("还空（吨）"), _("再多 1 吨最多省（元）")):
        table.add_column(name, justify="right")
    for state in sorted(paper.plan.store_states, key=lambda state: state.store):
        if state.used_g:
            weights = [tonnes(_brought_g(paper, state.store, n)) for n in range(len(days))]
            price = exact_yuan(state.price_fen_per_tonne)
            total = (tonnes(state.used_g, 2), tonnes(state.free_g, 2), price)
            table.add_row(state.store, paper.store_note(state.store).name, *weights, *total)
    return table


def _brought_g(paper: Paper, store: str, day_number: int) -> int:
    day = paper.days[day_number]
    return sum(each.weight_g for each in paper.plan.assignments if each.store == store and each.day == day)


def _unplaced(paper: Paper, _: Translate) -> list[Text]:
    lines = []
    for each in paper.plan.unplaced[:MOST_UNPLACED_SHOWN]:
        why = joined(reason(each.why, _), reason(each.remedy, _))
        weight = _("{weight} 吨").format(weight=tonnes(each.weight_g, 3))
        lines.append(Text(f"{each.lot} {weight}: {why}", style="yellow"))
    more = len(paper.plan.unplaced) - MOST_UNPLACED_SHOWN
    if more > 0:
        lines.append(Text(_("还有 {lots} 批没有安排，见写出的文件。").format(lots=more), style="yellow"))
    return lines
