"""The scale where there is no signal: what is weighed stays on the phone, and reaches the server once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

Visit = Callable[..., Page]
TONE = {"waiting": "warn", "refused": "stop", "sent": "good"}  # of the badge each state is shown with
# The worker looks after the page, and the page is put aside with all it is made of.
PUT_ASIDE = "async () => Boolean(navigator.serviceWorker.controller && await caches.match(location.pathname))"
REACHED = "fetch('/readyz').then(() => true, () => false)"


@pytest.fixture
def scale(visit: Visit) -> Page:
    """The clerk's weighing page, ready to lose its connection."""
    page = visit(role="clerk", size="phone")
    page.goto("/receiving/points/")
    if not page.url.endswith("/weigh/"):
        page.locator("main a[href$='/weigh/']").first.click()
    page.wait_for_function(PUT_ASIDE)
    return page


def weigh(page: Page, kilos: str) -> None:
    page.locator("[data-found] button").first.click()
    page.locator("[name=gross]").fill(kilos)
    page.locator("[name=variety]").first.check()
    page.locator("[name=price_kind][value=open]").check()
    page.locator(".weigh-take").click()


def today(page: Page) -> int:
    """Slips of the day, as the server counts them."""
    page.reload()
    found = re.search(r"\d+", page.locator(".weigh-today span").inner_text())
    assert found is not None
    return int(found.group())


def shown(page: Page, state: str, count: int) -> None:
    page.wait_for_function("() => document.querySelectorAll('.outbox-item').length > 0")
    expect(page.locator(f".outbox-item:has(.badge-{TONE[state]})")).to_have_count(count)


def test_a_slip_without_a_connection_outlives_a_reload_and_is_sent_when_there_is_one(scale: Page) -> None:
    before = today(scale)
    scale.context.set_offline(True)
    weigh(scale, "101.5")
    shown(scale, "waiting", 1)
    assert scale.locator("[data-line]").is_visible()
    scale.reload()
    assert not scale.evaluate(REACHED)
    shown(scale, "waiting", 1)
    assert scale.locator(".outbox-item strong").inner_text() == "101.5 kg"
    scale.context.set_offline(False)
    shown(scale, "sent", 1)
    assert today(scale) == before + 1


def test_a_slip_whose_answer_got_lost_is_sent_again_and_is_one(scale: Page) -> None:
    before, answers = today(scale), []

    def lose_the_first(route: Route, request: Request) -> None:
        if request.method != "POST":
            return route.continue_()
        answer = route.fetch()
        answers.append((answer.status, answer.json()))
        return route.abort("connectionreset") if len(answers) == 1 else route.fulfill(response=answer)

    scale.route("**/weigh/", lose_the_first)
    weigh(scale, "87")
    shown(scale, "waiting", 1)
    scale.locator("[data-send]").click()
    shown(scale, "sent", 1)
    first, again = answers
    assert (first, first[0]) == (again, 201)
    scale.unroute("**/weigh/")
    assert today(scale) == before + 1


def test_a_slip_that_is_refused_says_why_and_goes_when_it_is_put_right(scale: Page) -> None:
    before = today(scale)
    scale.context.set_offline(True)
    weigh(scale, "6100")
    shown(scale, "waiting", 1)
    scale.context.set_offline(False)
    shown(scale, "refused", 1)
    assert "请再看一眼：一张单超过 5 吨。" in scale.locator("[data-why]").inner_text()
    assert today(scale) == before
    shown(scale, "refused", 1)
    scale.locator("[data-change]").click()
    scale.locator("[name=gross]").fill("61")
    scale.locator(".weigh-take").click()
    shown(scale, "sent", 1)
    assert today(scale) == before + 1


def test_a_firm_is_asked_for_its_certificate_before_its_fruit_is_taken_connection_or_not(scale: Page) -> None:
    before = today(scale)
    scale.context.set_offline(True)
    firm = scale.evaluate("JSON.parse(document.querySelector('#sellers').textContent).find(c => c.key[0] === 'o').name")
    scale.locator("input[type=search]").fill(firm)
    weigh(scale, "640")
    asked = scale.locator("[name=certificate]")
    expect(asked).to_be_visible()
    expect(asked).to_be_focused()
    assert not asked.evaluate("field => field.validity.valid")
    expect(scale.locator("[name=no_certificate]")).to_be_hidden()
    expect(scale.locator(".outbox-item")).to_have_count(0)
    asked.fill("陕F-2031")
    scale.locator("[name=issuer]").fill("邻县果业有限公司")
    scale.locator(".weigh-take").click()
    shown(scale, "waiting", 1)
    scale.context.set_offline(False)
    shown(scale, "sent", 1)
    assert today(scale) == before + 1
