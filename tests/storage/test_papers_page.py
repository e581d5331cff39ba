"""The map page and the terminal table of a plan."""

import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from lilian.storage.papers import plan_map_html, plan_table
from tests.storage.tiny_plan import lot, paper

SVG = "http://www.w3.org/2000/svg"


class Outline(HTMLParser):
    """Tags opened and not closed, and the attributes met."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def outlined(page: str) -> Outline:
    outline = Outline()
    outline.feed(page)
    return outline


def test_the_page_asks_no_other_host_for_anything() -> None:
    page = plan_map_html(paper())
    assert not re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", page.replace(SVG, ""))
    assert not [tag for tag, attrs in outlined(page).seen if {"src", "href", "action"} & attrs.keys()]


def test_every_tag_is_closed() -> None:
    outline = outlined(plan_map_html(paper(lots=(lot("P1", 36.6, 40),))))
    assert (outline.wrong, outline.open) == ([], [])


def test_the_three_numbers_stand_before_the_map() -> None:
    page = plan_map_html(paper())
    places = [page.index(words) for words in ("总成本", "比现行做法节省", "<h2>未安排</h2>", "<svg")]
    assert places == sorted(places)


def test_map_and_list_speak_of_stores_by_the_same_id() -> None:
    seen = outlined(plan_map_html(paper())).seen
    on_map = {
        attrs["data-id"] for tag, attrs in seen if tag == "g" and str(attrs.get("data-id", "")).startswith("store:")
    }
    in_list = {
        attrs["data-id"] for tag, attrs in seen if tag == "li" and str(attrs.get("data-id", "")).startswith("store:")
    }
    assert on_map == in_list == {"store:K1", "store:K2", "store:K3"}


def test_each_placed_lot_answers_why_with_the_next_best() -> None:
    page = plan_map_html(paper())
    assert page.count("<details>") == 2
    assert "K2 K2库" in page
    assert "库温 4℃" in page


def test_a_day_can_be_picked_for_each_day_with_arrivals() -> None:
    picks = [attrs["data-pick-day"] for tag, attrs in outlined(plan_map_html(paper())).seen if "data-pick-day" in attrs]
    assert picks == ["", "2024-09-18", "2024-09-19"]


def test_what_is_left_over_stands_on_the_page_with_its_reason() -> None:
    stuck = paper(lots=(lot("P1", 36.6, 40),))
    page = plan_map_html(stuck)
    assert stuck.plan.unplaced[0].why.text() in page
    assert stuck.plan.unplaced[0].remedy.text() in page


def test_a_name_with_markup_in_it_stays_text() -> None:
    page = plan_map_html(paper(village="<img src=x>"))
    assert "<img" not in page


def test_the_page_speaks_the_language_it_is_given() -> None:
    page = plan_map_html(paper(), translate=lambda text: "Total cost" if text == "总成本" else text, language="en")
    assert '<html lang="en">' in page
    assert "<h2>Total cost</h2>" in page


@pytest.mark.parametrize("width", [60, 120])
def test_the_table_names_each_store_that_takes_fruit(width: int) -> None:
    console = Console(width=width, record=True, file=StringIO())
    console.print(plan_table(paper()))
    text = console.export_text()
    assert "K1" in text
    assert "K2" in text
    assert "K3" not in text
