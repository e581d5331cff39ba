"""The pictures of the README, taken from real pages: `make screenshots` puts them into docs/screenshots."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.boxes import gift_box
from tests.browser.test_story import live_plan

Visit = Callable[..., Page]
BOTH = pytest.mark.parametrize(("language", "name"), [("zh-hans", "zh"), ("en", "en")])


def take(page: Page, picture: Path) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


@BOTH
def test_the_peak_plan(visit: Visit, pictures: Path, language: str, name: str) -> None:
    page = visit(role="office", language=language)
    page.goto(live_plan(page))
    take(page, pictures / f"peak-plan-desktop-{name}.png")


def test_the_cold_stores(visit: Visit, pictures: Path) -> None:
    page = visit(role="office")
    page.goto("/stores/map/")
    take(page, pictures / "stores-desktop-zh.png")


def test_the_fill_report(visit: Visit, pictures: Path) -> None:
    page = visit(role="keeper", size="phone")
    page.goto("/stores/fill/")
    take(page, pictures / "fill-report-phone-zh.png")


def test_why_this_store(visit: Visit, pictures: Path) -> None:
    page = visit(role="office")
    page.goto(f"{live_plan(page)}lots/")
    page.locator("main a[href*='/why/']").first.click()
    page.wait_for_timeout(600)
    take(page, pictures / "peak-plan-why-zh.png")


@pytest.mark.parametrize("name", ["zh", "en"])
def test_the_page_of_a_box(visit: Visit, pictures: Path, name: str) -> None:
    """As a buyer's phone shows it first."""
    page = visit(role="office", size="phone")
    page.goto(f"{gift_box(page)}?lang={name}")
    take(page, pictures / f"box-page-phone-{name}.png")


@BOTH
def test_a_statement(visit: Visit, pictures: Path, language: str, name: str) -> None:
    """A grower's own, on the phone."""
    page = visit(role="grower", size="phone", language=language)
    page.goto("/settlement/mine/")
    page.locator("main a[href*='/settlement/statements/']").first.click()
    take(page, pictures / f"statement-phone-{name}.png")


@BOTH
def test_a_trace(visit: Visit, pictures: Path, language: str, name: str) -> None:
    """Where a box's fruit came from and where the rest of it is."""
    page = visit(role="office", language=language)
    serial = gift_box(page).rsplit("/", 1)[-1]
    page.goto(f"/trace/?kind=box&code={serial}")
    take(page, pictures / f"trace-desktop-{name}.png")
