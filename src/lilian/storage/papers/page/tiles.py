"""The three numbers first: what it costs, what it saves, what is left over."""

from lilian.drawing import Bar, Markup, bar_chart, joined, tag
from lilian.storage.papers.figures import costs, saving
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import Translate, percent, tonnes, yuan


def tiles(paper: Paper, _: Translate) -> Markup:
    return tag(
        "section", _cost(paper, _), _saved(paper, _), _left(paper, _), class_="tiles", aria_label=_("三个主要数字")
    )


def comparison(paper: Paper, _: Translate) -> Markup:
    """Our plan beside today's practice: two bars for money, a small table for the rest."""
    ours, theirs, saved = costs(paper.problem, paper.plan), costs(paper.problem, paper.practice), saving(paper)
    plan, practice = _("本方案"), _("现行做法")
    bars = (
        Bar(plan, ours.total_fen, _("{yuan} 元").format(yuan=yuan(ours.total_fen)), strong=True),
        Bar(practice, saved.compared_fen, _("{yuan} 元").format(yuan=yuan(saved.compared_fen))),
    )
    words = _("本方案 {ours} 元，现行做法 {theirs} 元").format(
        ours=yuan(ours.total_fen), theirs=yuan(saved.compared_fen)
    )
    rows = (
        (_("运费（元）"), yuan(ours.freight_fen), yuan(theirs.freight_fen)),
        (_("装卸费（元）"), yuan(ours.handling_fen), yuan(theirs.handling_fen)),
        (_("延误损耗（元）"), yuan(ours.delay_fen), yuan(theirs.delay_fen)),
        (_("仓储费（元）"), yuan(ours.fee_fen), yuan(theirs.fee_fen)),
        (_("运输量（吨公里）"), f"{ours.tonne_km:,.0f}", f"{theirs.tonne_km:,.0f}"),
        (_("已安排（吨）"), tonnes(ours.placed_g), tonnes(theirs.placed_g)),
        (_("未安排（吨）"), tonnes(ours.unplaced_g), tonnes(theirs.unplaced_g)),
    )
    head = tag("tr", tag("th", _("项目"), scope="col"), tag("th", plan, scope="col"), tag("th", practice, scope="col"))
    body = [tag("tr", tag("th", name, scope="row"), tag("td", mine), tag("td", other)) for name, mine, other in rows]
    note = _("现行做法：按批次先后，送到最近的、还有空位的库。")
    scaled = _("它放下的吨数不同，图上按每吨成本折算到同样的吨数。") if saved.scaled else ""
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="figures")
    about = tag("p", note, scaled, class_="quiet")
    return tag(
        "section",
        tag("h2", _("和现行做法比")),
        tag("div", joined(bar_chart(bars, words=words), table), class_="pair"),
        about,
    )


def _cost(paper: Paper, _: Translate) -> Markup:
    plan = paper.plan
    if plan.gap == 0:
        proof = _("已证明：没有更省的安排")
    else:
        proof = _("成本下限 {bound} 元，差距 {gap}").format(bound=yuan(plan.lower_bound_fen), gap=percent(plan.gap, 2))
    return _tile(_("总成本"), yuan(plan.cost_fen), _("元"), proof)


def _saved(paper: Paper, _: Translate) -> Markup:
    saved = saving(paper)
    scaled = _("现行做法折成同样吨数是 {yuan} 元，少花 {share}")
    words = scaled if saved.scaled else _("现行做法 {yuan} 元，少花 {share}")
    return _tile(
        _("比现行做法节省"),
        yuan(saved.saved_fen),
        _("元"),
        words.format(yuan=yuan(saved.compared_fen), share=percent(saved.share)),
    )


def _left(paper: Paper, _: Translate) -> Markup:
    plan = paper.plan
    if plan.unplaced:
        words = _("{lots} 批没有地方放，原因见下").format(lots=len(plan.unplaced))
    else:
        words = _("{lots} 批 {weight} 吨全部有库可进").format(
            lots=len(paper.problem.lots), weight=tonnes(plan.placed_g)
        )
    return _tile(_("未安排"), tonnes(plan.unplaced_g), _("吨"), words, warn=bool(plan.unplaced))


def _tile(label: str, figure: str, unit: str, words: str, *, warn: bool = False) -> Markup:
    big = tag("p", figure, tag("small", f" {unit}"), class_="figure")
    return tag("div", tag("h2", label), big, tag("p", words), class_="tile warn" if warn else "tile")
