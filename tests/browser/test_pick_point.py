"""A place is moved by a tap on the map beside its form; the fields work alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


def change_page(visit: Callable[..., Page], size: str) -> Page:
    page = visit("office", size)
    page.goto("/members/places/")
    page.goto(page.locator("a[href$='/change/']").first.get_attribute("href") or "")
    page.wait_for_selector(".map-live")
    return page


def point(page: Page) -> tuple[float, float]:
    return float(page.input_value("[name=lat]")), float(page.input_value("[name=lon]"))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_tap_sets_the_point_and_moves_the_mark(visit: Callable[..., Page], size: str) -> None:
    page = change_page(visit, size)
    before, svg = point(page), page.locator(".pick-map svg").first
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box is not None
    at = box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4
    page.touchscreen.tap(*at) if size == "phone" else page.mouse.click(*at)
    page.wait_for_function("document.querySelector('[data-picked]').textContent !== ''")
    assert point(page) != before
    assert page.input_value("[name=source_crs]") == "wgs84"
    mark = page.locator(".map-place[data-id=here]").bounding_box()
    assert mark is not None
    assert (mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2) == pytest.approx(at, abs=2)


def test_what_was_tapped_is_what_is_saved(visit: Callable[..., Page]) -> None:
    page = change_page(visit, "desktop")
    address = page.url
    page.locator(".pick-map svg").first.click(position={"x": 200, "y": 150})
    tapped = point(page)
    page.locator("button[type=submit]", has_text="保存").click()
    page.wait_for_url("**/members/places/")
    page.goto(address)
    assert point(page) == pytest.approx(tapped, abs=1e-6)


def test_degrees_typed_move_the_mark(visit: Callable[..., Page]) -> None:
    page = change_page(visit, "desktop")
    mark = page.locator(".map-place[data-id=here]")
    before = mark.get_attribute("transform")
    page.locator("[name=lat]").press_sequentially("1")
    page.fill("[name=lat]", f"{point(page)[0] + 0.01}")
    assert mark.get_attribute("transform") != before
