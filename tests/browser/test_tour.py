"""The tour: every role opens every page of its navigation, at both widths and in both languages; pictures are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ROLES = [
    "office",
    "bureau_officer",
    "coop_manager",
    "grower",
    "keeper",
    "driver",
    "technician",
    "line_operator",
    "seller",
]
VIEWS = [("desktop", "zh-hans"), ("phone", "zh-hans"), ("desktop", "en"), ("phone", "en")]
GRAVE = {"serious", "critical"}
STAFF_PAGE_BYTES, PHONE_PAGE_BYTES = 150_000, 100_000
Visit = Callable[..., Page]


def navigation(page: Page) -> list[str]:
    """Addresses of the reader's navigation, without fragments, each once."""
    links = page.locator("aside.side nav a, nav.tabs-bottom a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    return sorted({link for link in links if link and link.startswith("/")})


def picture_name(address: str) -> str:
    return address.strip("/").replace("/", "-") or "home"


def sideways(page: Page) -> int:
    """How far the page can be scrolled sideways, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_role_opens_every_page_of_its_navigation(
    visit: Visit, pictures: Path, role: str, size: str, language: str
) -> None:
    page = visit(role=role, size=size, language=language)
    told = {}
    for address in navigation(page):
        answer = page.goto(address)
        assert answer is not None
        page.screenshot(
            path=pictures / f"{role}-{picture_name(address)}-{size}-{language[:2]}.png", full_page=size == "phone"
        )
        told |= {} if answer.ok else {address: answer.status}
        told |= {} if sideways(page) <= 0 else {f"{address} sideways": sideways(page)}
    assert told == {}


@pytest.mark.parametrize("role", ["office", "keeper", "coop_manager"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_keeps_anybody_out(visit: Visit, role: str, theme: str) -> None:
    page = visit(role=role, size="phone", theme=theme)
    found = {}
    for address in navigation(page):
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        grave = {one["id"]: one["nodes"][0]["html"][:120] for one in violations if one["impact"] in GRAVE}
        found |= {address: grave} if grave else {}
    assert found == {}


WEIGHED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""


@pytest.mark.parametrize(
    ("role", "size", "budget"), [("office", "desktop", STAFF_PAGE_BYTES), ("keeper", "phone", PHONE_PAGE_BYTES)]
)
def test_a_first_view_keeps_its_weight(visit: Visit, role: str, size: str, budget: int) -> None:
    page = visit(role=role, size=size)
    heavy = {}
    for address in navigation(page):
        page.goto(address, wait_until="networkidle")
        weight = page.evaluate(WEIGHED)
        heavy |= {address: weight} if weight > budget else {}
    assert heavy == {}
