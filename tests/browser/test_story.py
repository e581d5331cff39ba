"""The story the county was built for: the office's workbook becomes a plan in force, and the fruit comes in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
SOLVED_MS = 60_000


def upload(page: Page, workbook: Path) -> None:
    page.goto("/plans/new/")
    page.locator("input[type=file]").set_input_files(workbook)
    page.locator("form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_load_state()


def adopt(page: Page) -> None:
    page.get_by_role("link", name="采纳这份方案").click()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()


def live_plan(page: Page) -> str:
    """The address of the plan that `lilian demo` worked out."""
    page.goto("/plans/")
    links = page.locator("main a[href^='/plans/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return min((link for link in links if re.fullmatch(r"/plans/\d+/", link)), key=lambda link: int(link.split("/")[2]))


def test_the_workbook_becomes_a_plan_in_force(visit: Visit, shared: Path, pictures: Path) -> None:
    page = visit(role="office")
    upload(page, shared / "data" / "peak-days.xlsx")
    figures = page.locator("section.plan-figures")
    expect(figures).to_be_visible(timeout=SOLVED_MS)
    expect(figures).to_contain_text("801,341")
    expect(figures).to_contain_text("已证明")
    page.screenshot(path=pictures / "story-plan-desktop-zh.png", full_page=True)
    adopt(page)
    expect(page.locator("main")).to_contain_text("采纳了这份方案")


def test_a_workbook_with_faults_is_not_planned_and_each_is_named(visit: Visit, shared: Path) -> None:
    page = visit(role="office")
    upload(page, shared / "data" / "peak-days-with-faults.xlsx")
    main = page.locator("main")
    expect(main).to_contain_text("40")
    expect(main).to_contain_text("P240918-0007")
    expect(main).to_contain_text("H10")


def test_a_picture_is_no_workbook(visit: Visit, tmp_path: Path) -> None:
    picture = tmp_path / "梨.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page = visit(role="office")
    upload(page, picture)
    expect(page.locator("[role=alert]").first).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_lot_says_why_it_goes_there(visit: Visit, pictures: Path, size: str) -> None:
    page = visit(role="office", size=size)
    page.goto(f"{live_plan(page)}lots/")
    page.locator("main a[href*='/why/']").first.click()
    expect(page.get_by_text("每吨").first).to_be_visible()
    page.screenshot(path=pictures / f"story-why-{size}-zh.png")


def test_what_if_answers_in_words(visit: Visit, pictures: Path) -> None:
    page = visit(role="office")
    page.goto(f"{live_plan(page)}what-if/")
    page.get_by_role("button", name="算一算").click()
    expect(page.locator(".plan-answer h2")).to_be_visible(timeout=SOLVED_MS)
    page.screenshot(path=pictures / "story-what-if-desktop-zh.png")


def test_the_keeper_records_a_load_in_two_taps(visit: Visit, pictures: Path) -> None:
    office = visit(role="office")
    office.goto(live_plan(office))
    if office.get_by_role("link", name="采纳这份方案").count():
        adopt(office)
    keeper = visit(role="keeper", size="phone")
    keeper.goto("/plans/arrivals/")
    keeper.screenshot(path=pictures / "story-arrivals-phone-zh.png")
    keeper.locator("main a[href*='/plans/arrivals/']:not([href*='unplanned'])").first.click()
    keeper.locator("main form button[type=submit]").first.click()
    expect(keeper.locator("body")).to_contain_text("已记下")
