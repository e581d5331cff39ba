"""A province's plan as tables for the terminal: the counties, and who got how much of the stores they share."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table

from lilian.kernel.refusal import untranslated
from lilian.planning.province import CountyPlan, Plan, SharedState
from lilian.storage.papers.words import Translate, exact_yuan, percent, tonnes


def province_table(
    plan: Plan,
    *,
    seconds: Mapping[str, float],
    names: Mapping[str, str],
    translate: Translate = untranslated,
) -> RenderableType:
    """The figures of the whole, a row per county, a row per shared store.

    `seconds` of work per county; `names` of the shared stores by code, where they have one.
    """
    _ = translate
    tables = [_figures(plan, _), _counties(plan, seconds, _)]
    return Group(*tables, _shared(plan, names, _)) if plan.shared else Group(*tables)


def _figures(plan: Plan, _: Translate) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(justify="right")
    proof = _("已证明没有更省的安排") if plan.gap == 0 else _("与下限相差 {gap}").format(gap=percent(plan.gap, 4))
    table.add_row(_("总成本"), _("{yuan} 元").format(yuan=exact_yuan(plan.cost_fen)), proof)
    today = _("现在的做法（先到先得，就近入库）：能安排 {weight} 吨，成本 {yuan} 元").format(
        weight=tonnes(plan.practice_placed_g, 3), yuan=exact_yuan(plan.practice_cost_fen)
    )
    table.add_row("", "", today)
    alone = _("各县只用自己的库，只能安排 {weight} 吨").format(weight=tonnes(plan.alone_placed_g, 3))
    table.add_row(_("已安排"), _("{weight} 吨").format(weight=tonnes(plan.placed_g, 3)), alone)
    most = plan.unplaced_g == plan.least_unplaced_g
    limit = _("已证明再也放不下") if plan.unplaced_g and most else ""
    table.add_row(_("未安排"), _("{weight} 吨").format(weight=tonnes(plan.unplaced_g, 3)), limit)
    return table


def _counties(plan: Plan, seconds: Mapping[str, float], _: Translate) -> Table:
    table = Table(title=_("各县"), title_justify="left", header_style="bold", show_footer=True)
    table.add_column(_("县"), _("合计"))
    spent = sum(seconds.values())
    totals = {
        _("已安排（吨）"): tonnes(plan.placed_g, 3),
        _("未安排（吨）"): tonnes(plan.unplaced_g, 3),
        _("进共用库（吨）"): tonnes(sum(state.used_g for state in plan.shared), 3),
        _("成本（元）"): exact_yuan(plan.cost_fen),
        _("计算（秒）"): f"{spent:.1f}",
    }
    for title, total in totals.items():
        table.add_column(title, total, justify="right")
    for one in plan.counties:
        table.add_row(one.county, *_county(one, plan), f"{seconds.get(one.county, 0):.1f}")
    return table


def _county(one: CountyPlan, plan: Plan) -> tuple[str, ...]:
    shared_g = sum(share.weight_g for state in plan.shared for share in state.shares if share.county == one.county)
    weights = (one.plan.placed_g, one.plan.unplaced_g, shared_g)
    return (*(tonnes(weight_g, 3) for weight_g in weights), exact_yuan(one.plan.cost_fen))


def _shared(plan: Plan, names: Mapping[str, str], _: Translate) -> Table:
    table = Table(title=_("共用库"), title_justify="left", header_style="bold")
    table.add_column(_("库"))
    table.add_column(_("谁用多少（吨）"))
    for title in (_("合计（吨）"), _("还空（吨）"), _("再多 1 吨最多省（元）"), _("每天多收 1 吨最多省（元）")):
        table.add_column(title, justify="right")
    for state in plan.shared:
        name = " ".join(part for part in (state.store, names.get(state.store, "")) if part)
        who = _shares(state, _) or _("没有人用")
        table.add_row(name, who, tonnes(state.used_g, 2), tonnes(state.free_g, 2), *_prices(state, _))
    return table


def _shares(state: SharedState, _: Translate) -> str:
    return _("，").join(f"{share.county} {tonnes(share.weight_g, 2)}" for share in state.shares if share.weight_g)


def _prices(state: SharedState, _: Translate) -> tuple[str, str]:
    """What a tonne more room, or intake, saves; or that it places a tonne that is left over."""
    places = _("多放 1 吨")
    room = places if state.places_more else exact_yuan(state.price_fen_per_tonne)
    door = places if state.door_places_more else exact_yuan(state.door_price_fen_per_tonne)
    return room, door
