"""The office's workbook: good, faulty, no workbook at all."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lilian.storage.models import StoragePlan
from tests.again import again
from tests.cli.workbooks import MEI, QIAO, peak_workbook
from tests.members.cast import Cast, the_cast
from tests.storage.stores import work_off
from tests.web.pages import signed_in

SEND = "/plans/new/workbook/"
WRONG = ("P3", "乔家沟收购点", "乔家沟", 110.90, 36.70, "玉露香梨", "特级", "-5吨", "2024-09-18", "14:00", None)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path / "media"
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


def send(client: Client, path: Path) -> Any:
    return client.post(SEND, {"file": SimpleUploadedFile("旺季.xlsx", path.read_bytes())})


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return peak_workbook(tmp_path / "book.xlsx", lots=(MEI, QIAO, WRONG))


def test_a_good_workbook_is_planned_at_once(lin: Client, tmp_path: Path) -> None:
    url = send(lin, peak_workbook(tmp_path / "book.xlsx")).headers["Location"]
    work_off()
    page = lin.get(url)
    assert (page.context["title"], page.context["lots_in_all"]) == ("旺季", 2)


def test_a_faulty_workbook_is_not_planned(lin: Client, faulty: Path) -> None:
    send(lin, faulty)
    assert not StoragePlan.objects.exists()


def test_every_fault_is_named_by_its_cell(lin: Client, faulty: Path) -> None:
    page = lin.get(send(lin, faulty).headers["Location"])
    (problem,) = page.context["problems"]
    assert (problem["cell"], problem["key"]) == ("H6", "P3")


def test_the_marked_workbook_can_be_taken_along(lin: Client, faulty: Path) -> None:
    marked = lin.get(f"{send(lin, faulty).headers['Location']}marked.xlsx")
    assert marked.content[:2] == b"PK"


def test_the_good_rows_are_planned_by_a_second_choice(lin: Client, faulty: Path) -> None:
    url = lin.post(f"{send(lin, faulty).headers['Location']}start/", {"how": "good"}).headers["Location"]
    work_off()
    assert lin.get(url).context["lots_in_all"] == 2


def test_without_the_choice_nothing_is_planned(lin: Client, faulty: Path) -> None:
    lin.post(f"{send(lin, faulty).headers['Location']}start/")
    assert not StoragePlan.objects.exists()


def test_a_workbook_without_one_good_lot_cannot_be_planned(lin: Client, tmp_path: Path) -> None:
    url = send(lin, peak_workbook(tmp_path / "book.xlsx", lots=(WRONG,))).headers["Location"]
    assert lin.post(f"{url}start/", {"how": "good"}).status_code == 422


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused_in_words(lin: Client, data: bytes) -> None:
    answer = lin.post(SEND, {"file": SimpleUploadedFile("旺季.xlsx", data)})
    assert answer.status_code == 422
    assert answer.context["sent_told"].sentence


def test_no_file_at_all_is_said_beside_the_box(lin: Client) -> None:
    answer = lin.post(SEND)
    assert answer.status_code == 422
    assert answer.context["sent"].errors


def test_nobody_else_opens_the_draft(cast: Cast, lin: Client, faulty: Path) -> None:
    url = send(lin, faulty).headers["Location"]
    assert signed_in(cast, "guo").get(url).status_code == 403


def test_a_draft_that_is_gone_is_not_found(lin: Client) -> None:
    assert lin.get(f"{SEND}AAAAAAAAAAAAAAAA/").status_code == 404


def test_only_the_office_sends_a_workbook(cast: Cast, tmp_path: Path) -> None:
    assert send(signed_in(cast, "mei"), peak_workbook(tmp_path / "book.xlsx")).status_code == 403


def test_a_workbook_is_not_sent_by_looking(lin: Client) -> None:
    assert lin.get(SEND).status_code == 405


@pytest.mark.slow
def test_the_county_workbook_becomes_a_plan(lin: Client, shared: Path) -> None:
    url = send(lin, shared / "data" / "peak-days.xlsx").headers["Location"]
    work_off()
    assert lin.get(url).context["figures"].gap == 0


def test_every_planted_fault_of_the_county_is_counted(lin: Client, shared: Path) -> None:
    url = send(lin, shared / "data" / "peak-days-with-faults.xlsx").headers["Location"]
    assert lin.get(url).context["count"] == 40
