"""Boxes of the demo county, found as its people find them."""

import re

from playwright.sync_api import Page


def packings(page: Page) -> list[str]:
    """Addresses of packings, the newest first, for somebody who sees them."""
    page.goto("/packing/")
    addresses = page.eval_on_selector_all("a[href]", "found => found.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(address for address in addresses if re.fullmatch(r"/packing/\d+/", address)))


def gift_box(page: Page) -> str:
    """The address of the page of a box of the newest packing."""
    page.goto(packings(page)[0])
    return str(page.locator("a[href^='/01/']").first.get_attribute("href"))
