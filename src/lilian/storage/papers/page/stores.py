"""The list beside the map: each store with its fill, what comes, and what a tonne of its room is worth."""

from lilian.drawing import Markup, joined, tag
from lilian.planning.storage import StoreState
from lilian.storage.papers.page.scene import fill_parts, store_id
from lilian.storage.papers.paper import Paper, StoreNote
from lilian.storage.papers.words import Translate, tonnes, worth_words


def store_list(paper: Paper, _: Translate) -> Markup:
    """Most arrivals first; a row lights up with its circle on the map."""
    states = sorted(paper.plan.store_states, key=lambda state: (-state.used_g, state.store))
    rows = [_row(paper, state, _) for state in states]
    heading = tag("h2", _("各库入库"), tag("small", _("点一座库，地图上就亮起来")))
    return tag("section", heading, tag("ol", *rows, class_="stores"), class_="beside")


def _row(paper: Paper, state: StoreState, _: Translate) -> Markup:
    note = paper.store_note(state.store)
    name = tag("b", note.name)
    where = tag("span", f"{state.store} {note.town}", class_="quiet")
    coming = tag("span", _("入"), " ", tag("b", tonnes(state.used_g)), " ", _("吨"), class_="coming")
    free = tag("span", _("还空 {free} 吨").format(free=tonnes(state.free_g)), class_="quiet")
    body = tag(
        "button",
        tag("span", name, where),
        tag("span", coming, free),
        _bar(state, note),
        _worth(paper, state, _),
        type="button",
    )
    return tag("li", body, data_id=store_id(state.store))


def _worth(paper: Paper, state: StoreState, _: Translate) -> Markup:
    words = worth_words(paper, state, _)
    return tag("span", words, class_="price") if words else joined()


def _bar(state: StoreState, note: StoreNote) -> Markup:
    """Before, brought, free, in one line; the words beside it say the same."""
    old, new = fill_parts(state, note)
    before, brought = min(100.0, old.share * 100), min(100.0 - old.share * 100, new.share * 100)
    rects = (
        tag("rect", width=100, height=6, class_="bar-track"),
        tag("rect", width=before, height=6, class_="bar-old"),
        tag("rect", x=before, width=max(0.0, brought), height=6, class_="bar-new"),
    )
    return tag("svg", *rects, viewBox="0 0 100 6", preserveAspectRatio="none", class_="bar", aria_hidden="true")
