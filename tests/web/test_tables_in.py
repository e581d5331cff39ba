"""A table from Excel: sent, looked through, taken in once, taken back."""

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lilian.base import day_folders, imports
from lilian.members import actions, queries
from lilian.members.sheets import ORGANISATIONS
from lilian.members.values import OrganisationKind
from lilian.sheets.export import export_xlsx
from lilian.sheets.marked import PROBLEM_TITLE
from lilian.web.shell.tables import drafts
from tests.again import again
from tests.members.cast import NOW, TODAY, Cast, organisation, the_cast

SEND = "/tables/organisations/"
NEW = {"code": "C9", "name": "新合作社", "kind": "合作社", "joined_on": date(2026, 1, 5)}
BAD = {"code": "C8", "name": "坏合作社", "kind": "合作社", "joined_on": date(2026, 1, 5), "uscc": "123"}
STANDING = {"code": "C1", "name": "秀梅合作社", "kind": "合作社", "joined_on": date(2020, 1, 1)}
RENAMED = {**STANDING, "name": "秀梅联合社"}


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return again(the_cast)


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


def workbook(rows: Sequence[dict[str, Any]], name: str = "联盟名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, export_xlsx([(ORGANISATIONS, rows)]))


def send(client: Client, rows: Sequence[dict[str, Any]]) -> str:
    """The address of the preview."""
    return str(client.post(SEND, {"file": workbook(rows)}).headers["Location"])


def apply(client: Client, preview: str, how: str = "all") -> Any:
    return client.post(f"{preview}apply/", {"how": how})


def names(cast: Cast) -> set[str]:
    return {one.name for one in queries.organisations(cast.actor("lin"), on=TODAY)}


def counts(response: Any) -> tuple[int, ...]:
    """New, changed, unchanged, at fault."""
    return tuple(response.context[word] for word in ("new", "changed", "same", "bad"))


def last_import(cast: Cast) -> Any:
    return imports.batches(cast.actor("lin")).first()


def sheet_of(response: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]


# Sending


def test_a_stranger_is_led_to_sign_in(cast: Cast) -> None:
    assert Client().get(SEND).headers["Location"].startswith("/accounts/login/")


def test_a_grower_may_not_send_a_register(cast: Cast) -> None:
    assert signed_in(cast, "mei").post(SEND, {"file": workbook([NEW])}).status_code == 403


def test_an_unknown_table_is_not_found(lin: Client) -> None:
    assert lin.get("/tables/dragons/").status_code == 404


def test_the_sending_page_is_not_put_to(lin: Client) -> None:
    assert lin.put(SEND).status_code == 405


def test_the_sending_page_names_the_columns(lin: Client) -> None:
    assert "统一社会信用代码" in lin.get(SEND).text


def test_nothing_sent_is_said_so(lin: Client) -> None:
    response = lin.post(SEND, {})
    assert (response.status_code, "请先选一个文件" in response.text) == (422, True)


def test_a_file_that_is_no_table_is_refused_with_what_to_do(lin: Client) -> None:
    response = lin.post(SEND, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 not a workbook")})
    assert (response.status_code, "请" in response.context["told"].remedy) == (422, True)


def test_an_empty_file_is_refused(lin: Client) -> None:
    assert lin.post(SEND, {"file": SimpleUploadedFile("a.xlsx", b"")}).status_code == 422


# Looking


def test_the_preview_counts_new_changed_same_and_bad(lin: Client) -> None:
    bureau = {"code": "B1", "name": "果业局", "kind": "行业部门", "joined_on": date(2020, 1, 1)}
    assert counts(lin.get(send(lin, [NEW, RENAMED, bureau, BAD]))) == (1, 1, 1, 1)


def test_looking_writes_nothing(cast: Cast, lin: Client) -> None:
    send(lin, [NEW])
    assert "新合作社" not in names(cast)


def test_pasted_cells_are_looked_through_the_same_way(lin: Client) -> None:
    cells = "单位编号\t单位名称\t类别\t加入日期\nC9\t新合作社\t合作社\t2026.1.5\n"
    assert counts(lin.get(lin.post(SEND, {"cells": cells}).headers["Location"])) == (1, 0, 0, 0)


def test_what_a_module_refuses_is_named_at_its_cell(lin: Client) -> None:
    [line] = lin.get(send(lin, [BAD])).context["problems"]
    assert (line.cell, line.given) == ("D2", "123")


def test_what_is_far_too_long_is_shown_shortened(lin: Client) -> None:
    page = lin.get(send(lin, [{**NEW, "name": "梨" * 500}])).text
    assert max(len(run) for run in re.findall("梨+", page)) in range(40, 61)


def test_a_row_below_a_bad_one_is_bad_too(lin: Client) -> None:
    below = {**NEW, "parent": "C8"}
    assert counts(lin.get(send(lin, [BAD, below]))) == (0, 0, 0, 2)


def test_a_changed_cell_shows_what_stood_there(lin: Client) -> None:
    [change] = lin.get(send(lin, [RENAMED])).context["changes"]
    assert ("单位名称", "秀梅联合社", "秀梅合作社") in change["cells"]


def test_a_column_the_file_lacks_is_left_alone(cast: Cast, lin: Client) -> None:
    actions.change_organisation(actor=cast.actor("lin"), organisation_id=cast.coop, draft=noted("老社"), now=NOW)
    cells = "单位编号\t单位名称\t类别\t加入日期\nC1\t秀梅合作社\t合作社\t2020-01-01\n"
    assert counts(lin.get(lin.post(SEND, {"cells": cells}).headers["Location"])) == (0, 0, 1, 0)


def noted(note: str) -> Any:
    from lilian.members.values import OrganisationDraft

    return OrganisationDraft("C1", "秀梅合作社", OrganisationKind.COOPERATIVE, date(2020, 1, 1), note=note)


def test_the_same_table_marked_red_can_be_downloaded(lin: Client) -> None:
    sheet = sheet_of(lin.get(send(lin, [NEW, BAD]) + "marked.xlsx"))
    assert (sheet["D3"].fill.start_color.rgb, sheet["D3"].comment is not None) == ("FFFF6666", True)


def test_a_draft_is_its_senders_alone(cast: Cast, lin: Client) -> None:
    preview = send(lin, [NEW])
    assert signed_in(cast, "mei").get(preview).status_code == 403


def test_another_office_hand_does_not_find_it(cast: Cast, lin: Client) -> None:
    preview = send(lin, [NEW])
    key = preview.rstrip("/").rpartition("/")[2]
    about = day_folders.root() / key / drafts.ABOUT
    about.write_text(about.read_text().replace(f'"user_id":{cast.users["lin"].pk}', '"user_id":999'))
    assert lin.get(preview).status_code == 404


# Taking in


def test_applying_takes_the_rows_in(cast: Cast, lin: Client) -> None:
    apply(lin, send(lin, [NEW]))
    assert "新合作社" in names(cast)


def test_applying_is_posted(lin: Client) -> None:
    assert lin.get(send(lin, [NEW]) + "apply/").status_code == 405


def test_one_bad_row_keeps_all_out(cast: Cast, lin: Client) -> None:
    assert apply(lin, send(lin, [NEW, BAD])).status_code == 422
    assert "新合作社" not in names(cast)


def test_the_good_rows_go_in_by_a_second_choice(cast: Cast, lin: Client) -> None:
    apply(lin, send(lin, [NEW, BAD]), how="good")
    assert names(cast) & {"新合作社", "坏合作社"} == {"新合作社"}


def test_the_rows_left_over_come_back_as_a_file(lin: Client) -> None:
    preview = send(lin, [NEW, BAD])
    assert "rest.xlsx" in lin.get(apply(lin, preview, how="good").headers["Location"]).text
    sheet = sheet_of(lin.get(preview + "rest.xlsx"))
    assert [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)] == ["单位编号", "C8"]
    assert PROBLEM_TITLE in [cell.value for cell in sheet[1]]


def test_applied_twice_it_is_one_import(cast: Cast, lin: Client) -> None:
    preview = send(lin, [NEW])
    first, second = apply(lin, preview), apply(lin, preview)
    assert first.headers["Location"] == second.headers["Location"]
    assert imports.batches(cast.actor("lin")).count() == 1


def test_what_changes_nothing_is_not_taken_in(cast: Cast, lin: Client) -> None:
    assert apply(lin, send(lin, [STANDING])).status_code == 409
    assert last_import(cast) is None


def test_what_changed_since_it_was_looked_at_is_looked_at_again(cast: Cast, lin: Client) -> None:
    preview = send(lin, [NEW])
    organisation("C9", "别人先登记的", OrganisationKind.COOPERATIVE)
    response = apply(lin, preview)
    assert counts(lin.get(response.headers["Location"])) == (0, 1, 0, 0)
    assert "新合作社" not in names(cast)


# The receipt, and taking back


def test_the_receipt_tells_what_was_done(cast: Cast, lin: Client) -> None:
    response = lin.get(apply(lin, send(lin, [NEW, RENAMED])).headers["Location"])
    assert (response.context["batch"].created, response.context["batch"].changed) == (1, 1)


def test_an_import_is_taken_back(cast: Cast, lin: Client) -> None:
    receipt = apply(lin, send(lin, [NEW, RENAMED])).headers["Location"]
    lin.post(f"{receipt}undo/")
    assert names(cast) & {"新合作社", "秀梅联合社", "秀梅合作社"} == {"秀梅合作社"}


def test_an_import_taken_back_is_not_taken_back_again(lin: Client) -> None:
    receipt = apply(lin, send(lin, [NEW])).headers["Location"]
    lin.post(f"{receipt}undo/")
    assert lin.post(f"{receipt}undo/").status_code == 409


def test_taking_back_is_posted(lin: Client) -> None:
    receipt = apply(lin, send(lin, [NEW])).headers["Location"]
    assert lin.get(f"{receipt}undo/").status_code == 405


def test_the_history_lists_the_import(lin: Client) -> None:
    apply(lin, send(lin, [NEW]))
    assert "联盟名册.xlsx" in lin.get("/tables/").text


def test_a_grower_sees_no_import_of_the_office(cast: Cast, lin: Client) -> None:
    receipt = apply(lin, send(lin, [NEW])).headers["Location"]
    assert signed_in(cast, "mei").get(receipt).status_code == 404
    assert "联盟名册.xlsx" not in signed_in(cast, "mei").get("/tables/").text
