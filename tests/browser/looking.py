"""What a page looks like, measured: how far it sticks out, which cells are squeezed, what keeps people out."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
GRAVE = {"serious", "critical"}
# A cell is squeezed if its text breaks into lines although fewer than four characters fit beside each other.
SQUEEZED = """() => [...document.querySelectorAll("table td")].filter(cell => {
  const shape = getComputedStyle(cell), text = document.createRange();
  text.selectNodeContents(cell);
  let lines = 0, end = -Infinity;  // a badge around a word is on the word's own line
  for (const box of [...text.getClientRects()].sort((a, b) => a.top - b.top)) if (box.top >= end - 2) {
    lines += 1;
    end = box.bottom;
  }
  const room = cell.clientWidth - parseFloat(shape.paddingLeft) - parseFloat(shape.paddingRight);
  return lines > 1 && room > 0 && room < 4 * parseFloat(shape.fontSize) - 1;
}).map(cell => `${cell.dataset.label ?? ""}: ${cell.innerText.slice(0, 40)}`)"""

# What a thumb must hit: controls, not words in a text that happen to be links.
TINY = """() => [...document.querySelectorAll(
  "main :is(.btn, .back, .chip, .tabs a, input:not([type=hidden]), select), nav.tabs-bottom a, header.top button")]
.filter(control => {
  const box = (control.closest("label") ?? control).getBoundingClientRect();
  return box.height > 0 && box.height < 43.5 && control.checkVisibility();
}).map(control => `${control.tagName} ${control.innerText || control.name}`.slice(0, 40))"""


def sideways(page: Page) -> int:
    """How far the page can be scrolled sideways, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def squeezed(page: Page) -> list[str]:
    """Cells whose text runs down the page a few letters a line."""
    found: list[str] = page.evaluate(SQUEEZED)
    return found


def tiny(page: Page) -> list[str]:
    """Controls less than 44 px high: too small for a thumb."""
    found: list[str] = page.evaluate(TINY)
    return found


def grave_faults(page: Page, *rules: str) -> list[str]:
    """What axe finds by these rules, or by all."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(f"axe.run({json.dumps(options)})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["impact"] in GRAVE]


def darkened(page: Page) -> Page:
    """The same page for eyes that asked for a dark one, its colours at rest at once."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return page
