"""The page of a box on a buyer's phone, over a slow network, without script: what is loaded, and what is seen first."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.boxes import gift_box, packings
from tests.browser.conftest import SIZES

BUDGET = 60_000  # bytes over the network, all of them
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}  # a weak 3G signal
CHECKPOINT_S = 120


@pytest.fixture
def box_address(visit: Callable[..., Page]) -> str:
    """Of a box of the demo county, as the packing page links it."""
    return gift_box(visit("office"))


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport=SIZES["phone"], base_url=site, java_script_enabled=False, locale="zh-CN", has_touch=True
    )
    yield context.new_page()
    context.close()


def test_the_page_of_a_box_is_light_and_says_first_how_the_box_stands(box_address: str, phone: Page) -> None:
    network = phone.context.new_cdp_session(phone)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    received: list[int] = []
    network.on("Network.loadingFinished", lambda told: received.append(int(told["encodedDataLength"])))
    phone.goto(box_address, wait_until="load")
    phone.wait_for_load_state("networkidle")  # what was received is told a little later than the page is there
    assert phone.context.cookies() == []
    top = phone.locator("#status h1").bounding_box()
    assert top is not None
    assert top["y"] < SIZES["phone"]["height"] / 3
    assert phone.locator("#status h1").inner_text() == "这箱梨有据可查"
    assert phone.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    assert phone.locator(".orchard img").evaluate("image => image.complete && image.naturalWidth") == 800
    assert 0 < sum(received) < BUDGET
    assert len(received) == 2  # the whole page is one answer: on a weak signal only the orchards come later
    phone.get_by_text("English").click()
    phone.wait_for_url("**lang=en")
    assert phone.locator("#status h1").inner_text() == "This box is on record"
    phone.locator("#help a").click()
    phone.locator("textarea").wait_for()


def steps(page: Page) -> dict[str, str | None]:
    """What the browser found of each step, once it has looked at all of them."""
    page.click("[data-verify-go]")
    page.wait_for_selector("[data-step=witness][data-state]")
    return {name: page.get_attribute(f"[data-step={name}]", "data-state") for name in ("record", "tree", "signature")}


def verifiable(page: Page) -> str:
    """The page of a box under a checkpoint: its packing has ended, and the site has been open for a minute."""
    until = time.monotonic() + CHECKPOINT_S
    while time.monotonic() < until:
        for address in packings(page)[:12]:
            page.goto(address)
            box = page.locator("a[href^='/01/']").first
            path = str(box.get_attribute("href")) if box.count() else ""
            if path and "data-verify-go" in page.request.get(f"/check/{path.rpartition('/')[2]}/proof/").text():
                return path
        page.wait_for_timeout(3_000)
    raise AssertionError("no box under a checkpoint")


def test_a_buyers_phone_verifies_the_record_and_finds_a_changed_byte(
    visit: Callable[..., Page], browser: Browser, site: str
) -> None:
    address = verifiable(visit("office"))
    with browser.new_context(viewport=SIZES["phone"], base_url=site, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#proof a").click()
        page.wait_for_url("**/proof/**")
        proof = page.url
        assert steps(page) == dict.fromkeys(("record", "tree", "signature"), "good")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]

        def forged(route: Route) -> None:
            answer = route.fetch()
            whole = answer.text().replace('day\\":\\"20', 'day\\":\\"19', 1)
            assert whole != answer.text()
            route.fulfill(response=answer, body=whole)

        page.route("**/proof/**", forged)
        page.goto(proof)
        assert steps(page) == {"record": "bad", "tree": "good", "signature": "good"}
