"""The page of a box on a buyer's phone, over a slow network, without script: what is loaded, and what is seen first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.boxes import gift_box
from tests.browser.conftest import SIZES

BUDGET = 60_000  # bytes over the network, all of them
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}  # a weak 3G signal


@pytest.fixture
def box_address(visit: object) -> str:
    """Of a box of the demo county, as the packing page links it."""
    return gift_box(visit("office"))  # type: ignore[operator]


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
    assert 0 < sum(received) < BUDGET
    phone.get_by_text("English").click()
    phone.wait_for_url("**lang=en")
    assert phone.locator("#status h1").inner_text() == "This box is on record"
    phone.locator("#help a").click()
    phone.locator("textarea").wait_for()
