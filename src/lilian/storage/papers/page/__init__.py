"""A plan as one self-contained page: it opens anywhere, asks no other host for anything, and prints."""

from lilian.drawing import Markup, draw_map, joined, legend, script, stylesheet, tag
from lilian.kernel.refusal import untranslated
from lilian.storage.papers.page import assets
from lilian.storage.papers.page.lots import lot_list, unplaced_list
from lilian.storage.papers.page.scene import plan_scene
from lilian.storage.papers.page.stores import store_list
from lilian.storage.papers.page.tiles import comparison, tiles
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import Translate, day_words, tonnes

__all__ = ["plan_legend", "plan_map", "plan_map_html", "plan_scene"]


def plan_map_html(paper: Paper, *, translate: Translate = untranslated, language: str = "zh-CN") -> str:
    """The whole page as text, scripts and styles inside."""
    _ = translate
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", paper.title),
        tag("style", Markup(stylesheet()), Markup(assets.stylesheet())),
    )
    main = tag(
        "main",
        tiles(paper, _),
        _chips(paper, _),
        tag("div", _map_card(paper, _), store_list(paper, _), class_="together"),
        unplaced_list(paper, _),
        comparison(paper, _),
        lot_list(paper, _),
    )
    scripts = tag("script", Markup(script()), Markup(assets.script()))
    body = tag("body", _header(paper, _), main, scripts)
    return f"<!doctype html>\n{tag('html', tag('head', *head), body, lang=language)}\n"


def plan_map(paper: Paper, _: Translate, map_id: str = "plan-map") -> Markup:
    """The map alone, for a page that has its own frame."""
    plan = paper.plan
    stores = len({each.store for each in plan.assignments})
    words = _("{weight} 吨果送往 {stores} 座库；各库和各批次的数字列在地图旁边和下面。")
    description = words.format(weight=tonnes(plan.placed_g), stores=stores)
    return draw_map(plan_scene(paper, _), map_id=map_id, title=paper.title, description=description, translate=_)


def plan_legend(paper: Paper, _: Translate) -> Markup:
    entries = [
        ("ring", _("圆越大库容越大；灰是原存，绿是本次入库，空白是还空着")),
        ("full", _("装满（还空不到半吨）")),
        ("flow", _("从村到库，线越粗运得越多")),
        ("dot", _("一批果")),
    ]
    if paper.plan.unplaced:
        entries.append(("late", _("没有安排的批次")))
    if any(store.temperature_c > paper.problem.terms.max_temperature_c for store in paper.problem.stores):
        entries.append(("closed", _("库温太高，没有使用")))
    return legend(entries)


def _header(paper: Paper, _: Translate) -> Markup:
    made = _("制表时间 {time}").format(time=f"{paper.made_at:%Y-%m-%d %H:%M}")
    return tag("header", tag("h1", paper.title), tag("p", made, class_="quiet"))


def _chips(paper: Paper, _: Translate) -> Markup:
    days = [("", _("全部日期")), *((day.isoformat(), day_words(day, _)) for day in paper.days)]
    made = [_chip(value, name) for value, name in days]
    return tag("div", *made, class_="chips", role="group", aria_label=_("按日期看"))


def _chip(value: str, name: str) -> Markup:
    pressed = "false" if value else "true"
    return Markup(f'<button type="button" data-pick-day="{value}" aria-pressed="{pressed}">{joined(name)}</button>')


def _map_card(paper: Paper, _: Translate) -> Markup:
    sketch = tag("p", _("轮廓和乡镇按库点位置示意，不是行政界线。"), class_="quiet")
    return tag("div", plan_map(paper, _), plan_legend(paper, _), sketch, class_="mapcard")
