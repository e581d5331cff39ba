"""The tour: every role opens every page of its navigation, at both widths and in both languages; pictures are kept."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.looking import darkened, grave_faults, sideways, squeezed, tiny

CROSSED = [("desktop", "en"), ("phone", "zh-hans")]  # each width and each language once
VIEWS = [*CROSSED, ("desktop", "zh-hans"), ("phone", "en")]
# LILIAN_TOUR=whole: the office, which has nearly every page, sees them every way, and in large text on a desktop too.
WHOLE = os.environ.get("LILIAN_TOUR") == "whole"
# Who works standing up has a phone in the hand.
WALKS = [
    *(("office", *view) for view in (VIEWS if WHOLE else CROSSED)),
    *((role, *view) for role in ("coop_manager", "keeper", "grower") for view in CROSSED),
    ("bureau_officer", "desktop", "en"),
    ("seller", "desktop", "zh-hans"),
    ("driver", "phone", "zh-hans"),
    ("technician", "phone", "zh-hans"),
    ("clerk", "phone", "zh-hans"),
    ("line_operator", "desktop", "zh-hans"),
    ("packer", "phone", "zh-hans"),
    ("inspector", "phone", "zh-hans"),
    ("cashier", "desktop", "zh-hans"),
    ("auditor", "desktop", "en"),
    ("supplier", "phone", "zh-hans"),
]
# Bytes of a first view, whatever comes with it: whoever works at a desk, and whoever stands with a phone.
BUDGETS = {("office", "desktop"): 150_000, ("keeper", "phone"): 100_000}
WEIGHED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""
Visit = Callable[..., Page]


def navigation(page: Page) -> list[str]:
    """Addresses of the reader's navigation, without fragments, each once."""
    page.goto("/")
    links = page.locator("aside.side nav a, nav.tabs-bottom a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    return sorted({link for link in links if link and link.startswith("/")})


def picture_name(address: str) -> str:
    return address.strip("/").replace("/", "-") or "home"


def walk(page: Page, pictures: Path, role: str, view: str) -> dict[str, object]:
    """Open and photograph every page of the navigation; give what is wrong with any, by address."""
    told: dict[str, object] = {}
    budget = BUDGETS.get((role, view.partition("-")[0]))
    for address in navigation(page):
        answer = page.goto(address, wait_until="networkidle" if budget else "load")
        assert answer is not None
        weight = page.evaluate(WEIGHED) if budget else 0
        told |= {f"{address} bytes": weight} if budget and weight > budget else {}
        path = pictures / f"{role}-{picture_name(address)}-{view}.jpeg"
        page.screenshot(path=path, full_page="phone" in view, type="jpeg", quality=70)
        told |= {} if answer.ok else {address: answer.status}
        told |= {} if sideways(page) <= 0 else {f"{address} sideways": sideways(page)}
        thin = squeezed(page)
        told |= {f"{address} squeezed": thin} if thin else {}
        small = tiny(page) if "phone" in view else []
        told |= {f"{address} too small for a thumb": small} if small else {}
    return told


@pytest.mark.parametrize(("role", "size", "language"), WALKS)
def test_a_role_opens_every_page_of_its_navigation(
    visit: Visit, pictures: Path, role: str, size: str, language: str
) -> None:
    page = visit(role=role, size=size, language=language)
    assert walk(page, pictures, role, f"{size}-{language[:2]}") == {}


@pytest.mark.parametrize(
    ("role", "size", "language"),
    [("office", "phone", "zh-hans"), ("keeper", "phone", "zh-hans"), *([("office", "desktop", "en")] if WHOLE else [])],
)
def test_large_text_has_room_on_every_page(visit: Visit, pictures: Path, role: str, size: str, language: str) -> None:
    page = visit(role=role, size=size, language=language, text="big")
    assert walk(page, pictures, role, f"{size}-{language[:2]}-big") == {}


@pytest.mark.parametrize("role", ["office", "keeper", "grower"])
def test_no_page_keeps_anybody_out(visit: Visit, role: str) -> None:
    """In the dark only the colours are others."""
    page = visit(role=role, size="phone")
    found = {}
    for address in navigation(page):
        page.emulate_media(color_scheme="light")
        page.goto(address)
        grave = grave_faults(page) + grave_faults(darkened(page), "color-contrast")
        found |= {address: grave} if grave else {}
    assert found == {}
