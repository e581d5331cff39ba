"""A plan beside today's practice: nearest store with room, first come first served."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.drawing import Bar, bar_chart
from lilian.storage.papers import Costs, Paper, costs, saving
from lilian.web.shell.tags import tonnes, whole_yuan, yuan


@dataclass(frozen=True)
class Row:
    """One fact of both, ready to show."""

    label: str
    ours: str
    theirs: str
    strong: bool = False


@dataclass(frozen=True)
class Comparison:
    rows: tuple[Row, ...]
    chart: SafeString
    theirs_per_tonne: str
    theirs_placed: str


def compare(paper: Paper) -> Comparison:
    ours, theirs = costs(paper.problem, paper.plan), costs(paper.problem, paper.practice)
    rows = (
        Row(gettext("运费（元）"), yuan(ours.freight_fen), yuan(theirs.freight_fen)),
        Row(gettext("装卸费（元）"), yuan(ours.handling_fen), yuan(theirs.handling_fen)),
        Row(gettext("延误损耗（元）"), yuan(ours.delay_fen), yuan(theirs.delay_fen)),
        Row(gettext("仓储费（元）"), yuan(ours.fee_fen), yuan(theirs.fee_fen)),
        Row(gettext("合计（元）"), yuan(ours.total_fen), yuan(theirs.total_fen), strong=True),
        Row(gettext("每吨成本（元）"), per_tonne(ours), per_tonne(theirs), strong=True),
        Row(gettext("已安排（吨）"), tonnes(ours.placed_g), tonnes(theirs.placed_g)),
        Row(gettext("未安排（吨）"), tonnes(ours.unplaced_g), tonnes(theirs.unplaced_g)),
        Row(gettext("运输量（吨公里）"), f"{ours.tonne_km:,.0f}", f"{theirs.tonne_km:,.0f}"),
        Row(gettext("用到的库（座）"), str(ours.stores_used), str(theirs.stores_used)),
    )
    return Comparison(rows, chart(paper, ours), per_tonne(theirs), tonnes(theirs.placed_g))


def per_tonne(one: Costs) -> str:
    return yuan(round(one.total_fen * 1_000_000 / one.placed_g)) if one.placed_g else ""


def chart(paper: Paper, ours: Costs) -> SafeString:
    """Two bars, practice brought to the tonnes the plan places."""
    compared = saving(paper).compared_fen
    said = gettext("{yuan} 元")
    bars = (
        Bar(gettext("本方案"), ours.total_fen, said.format(yuan=whole_yuan(ours.total_fen)), strong=True),
        Bar(gettext("现行做法"), compared, said.format(yuan=whole_yuan(compared))),
    )
    words = gettext("本方案 {ours} 元，现行做法 {theirs} 元")
    said_aloud = words.format(ours=whole_yuan(ours.total_fen), theirs=whole_yuan(compared))
    return SafeString(bar_chart(bars, words=said_aloud))
