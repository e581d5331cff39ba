"""The shell in a real browser: readable by everyone, nothing typed is lost, a double tap does nothing twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looking import grave_faults, sideways, squeezed

Visit = Callable[..., Page]
# Columns enough to leave none of them room: names, sentences, states, codes.
MORE_COLUMNS = """() => document.querySelectorAll("table.rows tr").forEach(row => {
  const cell = row.querySelector(".lead-cell, th");
  const words = ["peak-days-of-the-county", "等待采纳的方案", "林晓办 11-26 05:06"];
  for (let n = 0; n < 9; n++) {
    const more = row.appendChild(cell.cloneNode());
    const isHeading = more.tagName === "TH";
    more.className = isHeading ? "" : "card-fact";
    more.textContent = isHeading ? "项" : words[n % 3];
  }
})"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", ["normal", "big"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_every_component_is_accessible(visit: Visit, theme: str, text: str, size: str) -> None:
    page = visit(role="office", size=size, theme=theme, text=text)
    page.goto("/styleguide/")
    assert grave_faults(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/code/", "/nowhere/"])
def test_the_way_in_is_accessible(visit: Visit, theme: str, path: str) -> None:
    page = visit(theme=theme)
    page.goto(path)
    assert grave_faults(page) == []


@pytest.mark.parametrize("path", ["/", "/me/", "/styleguide/"])
@pytest.mark.parametrize("text", ["normal", "big"])
def test_nothing_sticks_out_of_a_phone(visit: Visit, path: str, text: str) -> None:
    page = visit(role="office", size="phone", text=text)
    page.goto(path)
    assert sideways(page) <= 0


@pytest.mark.parametrize("text", ["normal", "big"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_no_column_is_squeezed_by_many_others(visit: Visit, size: str, text: str) -> None:
    page = visit(role="office", size=size, text=text)
    page.goto("/styleguide/")
    page.evaluate(MORE_COLUMNS)
    assert (squeezed(page), sideways(page)) == ([], 0)


def test_what_was_typed_comes_back(visit: Visit) -> None:
    page = visit(role="office")
    page.goto("/styleguide/")
    page.locator("#id_empty-weight").fill("412.5")
    page.goto("/")
    page.goto("/styleguide/")
    assert page.locator("#id_empty-weight").input_value() == "412.5"


def test_a_draft_is_dropped_by_its_button(visit: Visit) -> None:
    page = visit(role="office")
    page.goto("/styleguide/")
    page.locator("#id_empty-weight").fill("412.5")
    page.reload()
    page.locator("[data-draft-note] button").click()
    page.reload()
    assert page.locator("#id_empty-weight").input_value() == ""


def test_a_double_tap_sends_once(visit: Visit) -> None:
    page = visit(role="office")
    page.goto("/me/")
    sent: list[str] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.evaluate("const b = document.querySelector('button[value=big]'); b.click(); b.click()")
    page.wait_for_load_state("networkidle")
    page.locator(
        "main button[value=normal]"
    ).click()  # remembered with the user, so it would be met by every later test
    page.wait_for_load_state("networkidle")
    assert len(sent) == 2


def test_a_drawer_opens_and_closes_by_key(visit: Visit) -> None:
    page = visit(role="office")
    page.goto("/styleguide/")
    page.locator("[data-opens=why]").press("Enter")
    opened = page.locator("#why").is_visible()
    page.keyboard.press("Escape")
    assert (opened, page.locator("#why").is_visible()) == (True, False)


def test_the_first_tab_stop_skips_to_the_text(visit: Visit) -> None:
    page = visit(role="office")
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_page_breaks_no_rule_of_its_own_policy(visit: Visit) -> None:
    page = visit(role="office")
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto("/styleguide/")
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_the_chosen_tab_is_in_view(visit: Visit) -> None:
    page = visit(role="office", size="phone")
    page.goto("/stores/fill-rate/")
    box = page.locator(".tabs [aria-current]").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= page.viewport_size["width"] - box["width"]  # type: ignore[index]


def test_a_chosen_file_is_named_with_its_size(visit: Visit) -> None:
    page = visit(role="office")
    page.goto("/tables/stores/")
    page.set_input_files("input[type=file]", {"name": "冷库.xlsx", "mimeType": "text/plain", "buffer": b"1" * 2048})
    assert page.locator("[data-drop-words]").inner_text() == "冷库.xlsx · 2 KB"


def test_a_card_is_tapped_anywhere(visit: Visit) -> None:
    page = visit(role="office", size="phone")
    page.goto("/stores/")
    card = page.locator(".cards tbody tr").first
    box = card.bounding_box()
    assert box is not None
    card.click(position={"x": box["width"] / 2, "y": box["height"] - 6})
    page.wait_for_url("**/stores/1/")
