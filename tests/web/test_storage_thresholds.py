"""The page of limits: each in words, changed by the office with the reason."""

import pytest
from django.test import Client

from lilian.base.models import FigureChange
from lilian.storage import queries
from tests.again import again
from tests.web.stores_site import Site, the_site

LIST, FRESH = "/limits/", "/limits/fresh_hours/"


@pytest.fixture
def site(db: None) -> Site:
    return again(the_site)


@pytest.fixture
def lin(site: Site) -> Client:
    return site.client("lin")


def send(client: Client, shown: str = "12", reason: str = "收果季", path: str = FRESH, key: str = "k") -> int:
    return client.post(path, {"shown": shown, "reason": reason, "idempotency_key": key}).status_code


def test_each_limit_is_told_in_words_with_its_unit_and_default(lin: Client) -> None:
    page = lin.get(LIST).text
    assert all(word in page for word in ("填报多久以内算新", "小时", "默认值", "县联盟办的工作惯例"))


def test_the_office_changes_one(lin: Client) -> None:
    assert send(lin) == 302
    page = lin.get(LIST).text
    assert ("收果季" in page, "默认 24" in page, queries.thresholds().fresh_hours) == (True, True, 12)


def test_what_it_was_is_told_on_its_own_page(lin: Client) -> None:
    send(lin, "12", "收果季")
    send(lin, "36", "淡季", key="k2")
    page = lin.get(FRESH).text
    assert all(word in page for word in ("改成 12", "收果季", "改成 36", "淡季", "默认 24"))


def test_the_unit_may_be_written(lin: Client) -> None:
    assert send(lin, "０.８ ℃", path="/limits/band_slack_mc/") == 302
    assert queries.thresholds().band_slack_mc == 800


@pytest.mark.parametrize("shown", ["", "很久", "nan", "0", "1e9", "72"])
def test_what_cannot_stand_is_said_in_place(lin: Client, shown: str) -> None:
    assert send(lin, shown) == 422
    assert not FigureChange.objects.exists()


def test_the_same_figure_again_changes_nothing(lin: Client) -> None:
    assert send(lin, "24") == 409


def test_sent_twice_it_is_one_change(lin: Client) -> None:
    assert (send(lin), send(lin), FigureChange.objects.count()) == (302, 302, 1)


def test_a_limit_nobody_knows_is_not_found(lin: Client) -> None:
    assert lin.get("/limits/nonsense/").status_code == 404


def test_a_keeper_may_not_change_it(site: Site) -> None:
    assert (site.client("keeper").get(FRESH).status_code, send(site.client("keeper"))) == (403, 403)


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(LIST).status_code == client.post(FRESH, {}).status_code == 302


def test_the_home_page_says_how_old_is_too_old(lin: Client) -> None:
    assert "超过 3 天没有填报" in lin.get("/").text
    send(lin, "60", path="/limits/stale_hours/")
    assert "超过 60 小时没有填报" in lin.get("/").text
