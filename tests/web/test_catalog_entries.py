"""Varieties and seasons: registered and changed by the office."""

from datetime import date

import pytest
from django.test import Client

from lilian.base.models import AuditEvent
from lilian.catalog import actions
from lilian.catalog.models import Season, Variety
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import signed_in


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


@pytest.fixture
def variety(cast: Cast) -> int:
    return actions.add_variety(actor=SYSTEM, code="YLX", name="玉露香梨", aliases=["玉露香"], now=NOW)


@pytest.fixture
def season(cast: Cast) -> int:
    days = {"starts_on": date(2026, 8, 1), "ends_on": date(2027, 8, 1)}
    return actions.add_season(actor=SYSTEM, code="2026", name="2026 季", now=NOW, **days)


def test_the_office_registers_a_variety(lin: Client) -> None:
    lin.post("/catalog/varieties/add/", {"name": "酥梨", "code": "SL", "aliases": "砀山酥、酥，砀山酥"})
    assert Variety.objects.get(code="SL").aliases == ["砀山酥", "酥"]


def test_a_word_means_one_variety(lin: Client, variety: int) -> None:
    answer = lin.post("/catalog/varieties/add/", {"name": "酥梨", "code": "SL", "aliases": "玉露香"})
    assert ("“玉露香”已经是品种" in answer.text, Variety.objects.count()) == (True, 1)


def test_the_office_renames_a_variety(lin: Client, variety: int) -> None:
    lin.post(f"/catalog/varieties/{variety}/change/", {"name": "玉露香", "aliases": "玉露香梨"})
    changed = Variety.objects.get(pk=variety)
    assert (changed.code, changed.name, changed.aliases) == ("YLX", "玉露香", ["玉露香梨"])


def test_a_change_is_on_record(lin: Client, variety: int) -> None:
    lin.post(f"/catalog/varieties/{variety}/change/", {"name": "玉露香", "aliases": ""})
    assert AuditEvent.objects.filter(event="catalog.variety_changed").count() == 1


def test_a_variety_left_as_it_was_is_refused_in_place(lin: Client, variety: int) -> None:
    answer = lin.post(f"/catalog/varieties/{variety}/change/", {"name": "玉露香梨", "aliases": "玉露香"})
    assert (answer.status_code, AuditEvent.objects.filter(event="catalog.variety_changed").exists()) == (409, False)


def test_the_office_registers_a_season(lin: Client) -> None:
    days = {"starts_on": "2027-08-01", "ends_on": "2028-08-01"}
    lin.post("/catalog/seasons/add/", {"name": "2027 季", "code": "2027", **days})
    assert Season.objects.get(code="2027").ends_on == date(2028, 8, 1)


def test_seasons_do_not_overlap(lin: Client, season: int) -> None:
    days = {"starts_on": "2027-07-31", "ends_on": "2028-08-01"}
    answer = lin.post("/catalog/seasons/add/", {"name": "2027 季", "code": "2027", **days})
    assert ("日期有重叠" in answer.text, Season.objects.count()) == (True, 1)


def test_a_season_may_be_moved_over_its_own_days(lin: Client, season: int) -> None:
    days = {"starts_on": "2026-08-15", "ends_on": "2027-08-15"}
    lin.post(f"/catalog/seasons/{season}/change/", {"name": "2026 季", **days})
    assert Season.objects.get(pk=season).starts_on == date(2026, 8, 15)


@pytest.mark.parametrize("path", ["varieties/add/", "seasons/add/"])
def test_only_the_office_registers(cast: Cast, path: str) -> None:
    assert signed_in(cast, "guo").get(f"/catalog/{path}").status_code == 403


@pytest.mark.parametrize("path", ["varieties/99/change/", "seasons/99/change/"])
def test_what_is_not_there_cannot_be_changed(lin: Client, path: str) -> None:
    assert lin.get(f"/catalog/{path}").status_code == 404


@pytest.mark.parametrize("path", ["varieties/add/", "seasons/add/"])
def test_a_stranger_signs_in_first(client: Client, path: str) -> None:
    assert client.get(f"/catalog/{path}").status_code == 302
