"""The self-contained plan page under a reader's hands: zoom, pan, keys, and the list in step with the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from lilian.storage.papers import plan_map_html
from tests.storage.tiny_plan import paper


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "plan.html"
    file.write_text(plan_map_html(paper()), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert wrong == []


def zoom(page: Page) -> float:
    return float(page.locator(".map-world").get_attribute("transform").partition("scale(")[2].rstrip(")"))


def test_the_plus_button_zooms_in_and_the_third_shows_all(page: Page) -> None:
    page.click('[data-zoom="in"]')
    assert zoom(page) > 1
    page.click('[data-zoom="all"]')
    assert zoom(page) == 1


def test_the_keyboard_zooms_and_pans(page: Page) -> None:
    page.focus(".map svg")
    page.keyboard.press("+")
    page.keyboard.press("+")
    before = page.locator(".map-world").get_attribute("transform")
    page.keyboard.press("ArrowRight")
    assert page.locator(".map-world").get_attribute("transform") != before


def test_the_scale_bar_tells_the_truth_after_zooming(page: Page) -> None:
    page.click('[data-zoom="in"]')
    bar = page.locator(".map-scale")
    km = float(bar.locator("text").text_content().split()[0])
    length = float(bar.locator("path").get_attribute("d").partition("H")[2].partition("V")[0])
    assert length == pytest.approx(km * float(bar.get_attribute("data-units")) * zoom(page), rel=1e-3)


def test_a_store_under_the_mouse_in_the_list_lights_up_on_the_map(page: Page) -> None:
    page.hover('.stores li[data-id="store:K1"]')
    lit = page.locator(".map .lit").evaluate_all("marks => marks.map(mark => mark.dataset.id || 'flow')")
    assert {"store:K1", "flow", "lot:P1"} == set(lit)


def test_a_store_reached_by_keyboard_lights_up_on_the_map(page: Page) -> None:
    page.focus('.stores li[data-id="store:K2"] button')
    assert page.locator('.map-place.lit[data-id="store:K2"]').count() == 1


def test_a_day_hides_what_moves_on_other_days(page: Page) -> None:
    page.click('[data-pick-day="2024-09-19"]')
    assert page.locator(".lots > li:visible").count() == 1
    assert page.locator("[data-map] .map-flow:visible").count() == 1


def test_the_search_finds_a_lot_by_its_store(page: Page) -> None:
    page.fill("[data-search]", "k2库")
    assert page.locator(".lots > li:visible").count() == 1


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_those_who_cannot_see(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [
        (fault["id"], fault["nodes"][0]["html"][:80]) for fault in found if fault["impact"] in ("serious", "critical")
    ] == []
