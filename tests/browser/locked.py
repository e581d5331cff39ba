"""A real site that is no demo: the office signs in with a password there and owes a second lock."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import CDPSession, Page

PASSWORD = "pears ripen in september"
STEP_S = 30
# Run by `lilian manage shell`: one of the office for each walk, so that none meets the locks of another.
PEOPLE = f"""
from lilian.base.models import User
from lilian.base.policy import Role
from tests.members.cast import person, signed_up, the_cast
cast = the_cast()
for place, name in enumerate(("ai", "an", "bo", "chen", "ding")):
    user = signed_up(person(name, cast.bureau, f"1390000{{place:04d}}", Role.OFFICE), name)
    user.set_password("{PASSWORD}")
    user.save()
"""


def sign_in(page: Page, username: str) -> None:
    """By name and password; what the site then asks for is up to the walk."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def confirm(page: Page) -> None:
    """Give the password again: ways to sign in are changed by their owner alone."""
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def answer(page: Page, code: str) -> None:
    """Give the second lock a code of the phone or a recovery code."""
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_load_state("networkidle")


def sign_out(page: Page) -> None:
    page.goto("/me/")
    page.locator("main form[action='/accounts/logout/'] button").click()
    page.wait_for_load_state()


def is_in(page: Page) -> bool:
    page.goto("/me/")
    return "/accounts/" not in page.url


def finger_reader(page: Page) -> CDPSession:
    """An authenticator in the machine that knows its owner's finger and keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def code_at(secret: str, second: float) -> str:
    """Six digits of RFC 6238 (SHA-1, 30 s), worked out apart from the library the site uses."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(second) // STEP_S), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def code_now(secret: str) -> str:
    return code_at(secret, time.time())
