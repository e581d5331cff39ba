"""The browser: Debian's Chromium, no foreign host, one signed-in context per role, width and language."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, StorageState, ViewportSize, sync_playwright

from tests.browser.site import lilian, running
from tests.prepared import empty_sqlite, once

CHROMIUM = os.environ.get("LILIAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
# No name is looked up: whatever a page asks of a foreign host fails, and is told by the fixture that watches. Answering
# for every request in Python instead would turn the browser's cache off.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1440, "height": 900}}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", default=None, help="folder that keeps the pictures of the tour")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    chosen = request.config.getoption("--screenshots") or os.environ.get("LILIAN_SCREENSHOTS")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def demo_county(folder: Path) -> None:
    folder.mkdir()
    empty_sqlite(folder / "lilian.sqlite3")
    lilian(folder, "demo", "--no-serve")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo county."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(once(shared / "demo", demo_county), folder, dirs_exist_ok=True)
    with running(folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    arguments = [*QUIET, ALONE] + (["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


@pytest.fixture
def foreign_requests() -> list[str]:
    """Every address outside the site that a page asked for."""
    return []


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: str) -> Callable[[str], StorageState]:
    """What a browser keeps once that role has signed in at the demo's door; each signs in once."""

    @cache
    def kept(role: str) -> StorageState:
        with browser.new_context(base_url=site) as context:
            page = context.new_page()
            page.goto("/accounts/login/")
            page.locator(f"[data-demo-role='{role}']").first.click()
            page.wait_for_load_state()
            return context.storage_state()

    return kept


@pytest.fixture
def visit(
    browser: Browser, site: str, signed_in: Callable[[str], StorageState], foreign_requests: list[str]
) -> Iterator[Callable[..., Page]]:
    """`visit(role="office", size="phone", language="en", theme="dark", text="big")`: an empty page of that role."""
    opened: list[BrowserContext] = []

    def watched(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            foreign_requests.append(request.url)

    def visited(
        role: str = "", size: str = "desktop", language: str = "zh-hans", theme: str = "light", text: str = "normal"
    ) -> Page:
        context = browser.new_context(
            viewport=SIZES[size],
            color_scheme=theme,
            has_touch=size == "phone",
            base_url=site,
            storage_state=signed_in(role) if role else None,
        )
        opened.append(context)
        chosen = {"django_language": language, "lilian_text": text}
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in chosen.items()])
        context.on("request", watched)
        return context.new_page()

    yield visited
    for context in opened:
        context.close()


@pytest.fixture(autouse=True)
def nothing_foreign(foreign_requests: list[str]) -> Iterator[None]:
    yield
    assert foreign_requests == []
