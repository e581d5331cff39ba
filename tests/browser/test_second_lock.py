"""The second lock as the office meets it: a passkey, a code of the phone, a recovery code that works once."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import SIZES
from tests.browser.locked import (
    PEOPLE,
    STEP_S,
    answer,
    code_at,
    code_now,
    confirm,
    finger_reader,
    is_in,
    sign_in,
    sign_out,
)
from tests.browser.site import lilian, running
from tests.prepared import empty_sqlite

Arrive = Callable[..., Page]


@pytest.fixture(scope="module")
def locked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("locked")
    empty_sqlite(folder / "lilian.sqlite3")
    lilian(folder, "manage", "shell", "--no-imports", "-c", PEOPLE, demo=False)
    # A browser gives passkeys to names only, and without HTTPS to this one only.
    with running(folder, host="localhost", demo=False) as url:
        yield url


@pytest.fixture
def arrive(browser: Browser, locked_site: str) -> Iterator[Arrive]:
    """`arrive("an", size="phone")`: a page where that person has just given their password."""
    opened: list[BrowserContext] = []

    def arrived(username: str, size: str = "phone") -> Page:
        context = browser.new_context(viewport=SIZES[size], base_url=locked_site, locale="zh-CN")
        opened.append(context)
        page = context.new_page()
        sign_in(page, username)
        return page

    yield arrived
    for context in opened:
        context.close()


def with_passkey(page: Page) -> None:
    page.get_by_role("link", name="用指纹、面容或锁屏密码（推荐）").click()
    confirm(page)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")


def test_the_office_signs_in_by_passkey(arrive: Arrive) -> None:
    page = arrive("ai")
    finger_reader(page)
    with_passkey(page)
    sign_out(page)
    assert not is_in(page)
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    assert is_in(page)


def test_a_passkey_is_the_second_lock_after_a_password(arrive: Arrive) -> None:
    page = arrive("an", size="desktop")
    finger_reader(page)
    with_passkey(page)
    sign_out(page)
    sign_in(page, "an")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(lambda url: "/2fa/authenticate/" not in url)
    assert is_in(page)


def test_a_passkey_that_fails_says_so(arrive: Arrive) -> None:
    page = arrive("ding")
    sign_out(page)
    page.goto("/accounts/login/")
    finger_reader(page)  # it knows no passkey of this site
    page.locator("#passkey_login").click()
    page.locator("[data-passkey-failed=retry]").wait_for(state="visible")
    assert not page.locator("[data-passkey-failed=address]").is_visible()


def totp_set_up(page: Page) -> str:
    """From the page that asks for a second lock to the recovery codes; give the secret."""
    page.get_by_role("link", name="用手机上的动态码").click()
    confirm(page)
    secret = page.locator("main code").inner_text()
    page.locator("input[name=code]").fill(code_now(secret))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/recovery-codes/")
    return secret


def test_the_phones_code_is_asked_for_and_opens(arrive: Arrive) -> None:
    page = arrive("bo")
    secret = totp_set_up(page)
    sign_out(page)
    sign_in(page, "bo")
    assert "/2fa/authenticate/" in page.url
    assert page.locator("#mfa_webauthn_authenticate").count() == 0  # there is no passkey to ask for
    answer(page, code_at(secret, time.time() - 3600))
    assert "/2fa/authenticate/" in page.url
    answer(page, code_at(secret, time.time() + STEP_S))  # the present one was spent on setting up
    assert is_in(page)


def test_a_recovery_code_opens_once(arrive: Arrive) -> None:
    page = arrive("chen")
    totp_set_up(page)
    code = page.locator(".codes code").first.inner_text()
    sign_out(page)
    sign_in(page, "chen")
    answer(page, code)
    assert is_in(page)
    sign_out(page)
    sign_in(page, "chen")
    answer(page, code)
    assert not is_in(page)
