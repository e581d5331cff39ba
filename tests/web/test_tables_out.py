"""Every list goes out to Excel, and what went out comes back in with no change."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lilian.base import day_folders
from lilian.members import actions
from lilian.members.values import HouseholdDraft, PlaceDraft, PlaceKind, TownshipDraft
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.registry import flows
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.test_tables_in import sheet_of

EVERY_TABLE = ["organisations", "households", "people", "places"]


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    made = again(the_cast)
    actions.add_townships(actor=SYSTEM, drafts=[TownshipDraft("141031100", "龙泉镇")], now=NOW)
    place = PlaceDraft("D1", "=前庄收购点", PlaceKind.COLLECTION_POINT, 36.69, 110.93, township_code="龙泉镇")
    actions.add_place(actor=SYSTEM, draft=place, now=NOW)
    house = HouseholdDraft(made.coop, code="H1", village="前庄")
    actions.add_household(actor=SYSTEM, draft=house, head_id=made.people["mei"], now=NOW)
    return made


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_the_list_has_the_corner(cast: Cast, table: str) -> None:
    page = signed_in(cast, "lin").get({"organisations": "/members/"}.get(table, f"/members/{table}/")).text
    assert (f"/tables/{table}/export.xlsx" in page, f'href="/tables/{table}/"' in page) == (True, True)


def test_every_table_of_members_is_found() -> None:
    assert set(EVERY_TABLE) <= set(flows())


def test_an_export_says_who_took_it_out(cast: Cast) -> None:
    sheet = sheet_of(signed_in(cast, "lin").get("/tables/organisations/export.xlsx"))
    assert "林办" in str(sheet["A1"].value)


def test_an_export_holds_no_formula(cast: Cast) -> None:
    sheet = sheet_of(signed_in(cast, "lin").get("/tables/places/export.xlsx"))
    assert sheet["B3"].data_type == "s"


def test_phones_go_out_masked(cast: Cast) -> None:
    sheet = sheet_of(signed_in(cast, "lin").get("/tables/people/export.xlsx"))
    assert "138****8000" in [row[2].value for row in sheet.iter_rows()]


def test_a_grower_takes_no_people_out(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/tables/people/export.xlsx").status_code == 403


def test_a_manager_takes_only_her_own_people_out(cast: Cast) -> None:
    sheet = sheet_of(signed_in(cast, "guo").get("/tables/people/export.xlsx"))
    assert {row[3].value for row in sheet.iter_rows(min_row=3)} == {"C1"}


def test_a_stranger_takes_nothing_out(cast: Cast) -> None:
    assert Client().get("/tables/organisations/export.xlsx").status_code == 302


def test_the_empty_form_has_the_titles(cast: Cast) -> None:
    sheet = sheet_of(signed_in(cast, "lin").get("/tables/organisations/form.xlsx"))
    assert sheet["A1"].value == "单位编号"


def test_a_grower_gets_no_empty_form(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/tables/organisations/form.xlsx").status_code == 403


def test_a_draft_is_forgotten_after_a_day(cast: Cast) -> None:
    draft = drafts.keep(drafts.Sent("people", "a.csv", b"x"), actor=cast.actor("lin"), now=NOW)
    old = (NOW - timedelta(days=2)).timestamp()
    os.utime(draft.folder.path, (old, old))
    day_folders.forget_old(NOW)
    assert not draft.folder.path.exists()
