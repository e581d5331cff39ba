"""Every lot with where it goes, and the answer to "why this store?" with the three next best."""

from collections import defaultdict

from lilian.drawing import Markup, joined, tag
from lilian.planning.storage import Alternative, Assignment, Explanation, Unplaced, explain_all
from lilian.storage.papers.page.scene import lot_id
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import Translate, day_words, exact_yuan, reason, signed_yuan, tonnes, yuan


def lot_list(paper: Paper, _: Translate) -> Markup:
    going: dict[str, list[Assignment]] = defaultdict(list)
    for each in sorted(paper.plan.assignments, key=lambda each: (each.day, each.store)):
        going[each.lot].append(each)
    known = sorted(explain_all(paper.problem, paper.plan), key=lambda each: each.lot)
    rows = [_row(paper, each, going[each.lot], _) for each in known if going[each.lot]]
    label = tag("label", _("查批次、村、库"), " ", tag("input", type="search", data_search="1"), class_="search")
    heading = tag("h2", _("各批次去向"), tag("small", _("点开一批，看为什么去这座库")))
    return tag("section", tag("div", heading, label, class_="headline"), tag("ul", *rows, class_="lots"))


def unplaced_list(paper: Paper, _: Translate) -> Markup:
    """Lots with one reason stand together under it; each says what would place it."""
    if not paper.plan.unplaced:
        return joined()
    groups: dict[str, list[Unplaced]] = defaultdict(list)
    for each in paper.plan.unplaced:
        groups[reason(each.why, _)].append(each)
    return tag("section", tag("h2", _("没有安排的批次")), *(_left(paper, why, lots, _) for why, lots in groups.items()))


def _left(paper: Paper, why: str, lots: list[Unplaced], _: Translate) -> Markup:
    weight = tonnes(sum(each.weight_g for each in lots))
    count = _("{lots} 批，{weight} 吨").format(lots=len(lots), weight=weight)
    heading = tag("p", tag("b", why), tag("span", count, class_="quiet"), class_="leftwhy")
    return joined(
        heading, tag("ul", *(_left_lot(paper, each, _) for each in lots), class_="left", tabindex=0, aria_label=why)
    )


def _left_lot(paper: Paper, each: Unplaced, _: Translate) -> Markup:
    what = tag("b", f"{each.lot} {paper.lot_note(each.lot).village} {tonnes(each.weight_g, 3)} ", _("吨"))
    return tag("li", what, tag("span", reason(each.remedy, _), class_="quiet"), data_id=lot_id(each.lot))


def _row(paper: Paper, known: Explanation, going: list[Assignment], _: Translate) -> Markup:
    code = known.lot
    note, lot = paper.lot_note(code), paper.lots[code]
    what = tag("span", tag("b", code), tag("span", f"{note.village} {lot.variety} {note.grade}", class_="quiet"))
    weight = tag("span", tag("b", tonnes(lot.weight_g, 2)), " ", _("吨"), class_="number")
    legs = [_leg(paper, each, _, split=len(going) > 1) for each in going]
    cost = tag("span", yuan(sum(each.cost_fen for each in going)), " ", _("元"), class_="number")
    summary = tag("summary", what, weight, tag("span", *legs), cost)
    days = " ".join(sorted({each.day.isoformat() for each in going}))
    return tag("li", tag("details", summary, _why(paper, known, going, _)), data_id=lot_id(code), data_day=days)


def _leg(paper: Paper, each: Assignment, _: Translate, *, split: bool) -> Markup:
    name = paper.store_note(each.store).name
    part = _("其中 {weight} 吨 ").format(weight=tonnes(each.weight_g, 2)) if split else ""
    how = _("{part}{day} · {km} 公里").format(part=part, day=day_words(each.day, _), km=f"{each.road_km:.1f}")
    return tag("span", tag("b", f"→ {name}"), tag("span", how, class_="quiet"), class_="leg")


def _why(paper: Paper, known: Explanation, going: list[Assignment], _: Translate) -> Markup:
    per_tonne = sum(each.cost_fen for each in going) * 1_000_000 / max(1, sum(each.weight_g for each in going))
    words = _("去 {store}，每吨 {yuan} 元。最接近的三个别的选择：")
    stores = _("、").join(dict.fromkeys(paper.store_note(each.store).name for each in going))
    said = tag("p", words.format(store=stores, yuan=exact_yuan(round(per_tonne))))
    names = (_("库"), _("日期"), _("路程"), _("每吨差价"), _("还空"), _("库温"), _("为什么没选"))
    head = tag("tr", *(tag("th", name, scope="col") for name in names))
    rows = [_alternative(paper, each, _) for each in known.alternatives]
    return joined(said, tag("table", tag("thead", head), tag("tbody", *rows), class_="why"))


def _alternative(paper: Paper, each: Alternative, _: Translate) -> Markup:
    cells = (
        f"{each.store} {paper.store_note(each.store).name}",
        day_words(each.day, _),
        _("{km} 公里").format(km=f"{each.road_km:.1f}"),
        _("{yuan} 元").format(yuan=signed_yuan(each.extra_fen_per_tonne)),
        _("{free} 吨").format(free=tonnes(each.free_g)),
        f"{each.temperature_c:g} ℃",
        reason(each.ruled_out_by, _),
    )
    return tag("tr", *(tag("td", cell) for cell in cells))
