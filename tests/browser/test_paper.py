"""What comes out of the printer: light and whole, whatever the screen is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looking import sideways

Visit = Callable[..., Page]
A4_WIDTH_PX = 688  # 210 mm less the margins of print.css
COLOURS = """() => ["--surface", "--ink", "--map-land"].map(
    name => getComputedStyle(document.documentElement).getPropertyValue(name).trim())"""
CUT = """() => [...document.querySelectorAll(".table-scroll")]
    .filter(box => box.scrollWidth > box.clientWidth + 1).length"""


def on_paper(page: Page, address: str) -> None:
    page.set_viewport_size({"width": A4_WIDTH_PX, "height": 970})
    page.emulate_media(media="print")
    page.goto(address)


def test_paper_is_as_light_from_a_dark_screen(visit: Visit) -> None:
    colours = []
    for theme in ("light", "dark"):
        page = visit(role="office", theme=theme)
        on_paper(page, "/stores/1/")
        colours.append(page.evaluate(COLOURS))
    assert colours[0] == colours[1]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "address", ["/stores/", "/stores/1/", "/stores/fill-rate/", "/stores/lots/", "/members/people/"]
)
def test_no_table_is_cut_at_the_edge_of_the_paper(visit: Visit, address: str, language: str) -> None:
    page = visit(role="office", language=language)
    on_paper(page, address)
    assert (sideways(page), page.evaluate(CUT)) == (0, 0)
