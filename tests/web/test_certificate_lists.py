"""Collected certificates with their photos, papers of one and of many, the month's workbook, what is to be done."""

import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from PIL import Image

from lilian.base.models import Job
from lilian.certificates.models import Collected, Photo
from lilian.certificates.sheets import COLLECTED, ISSUED
from lilian.certificates.values import certificate_number
from lilian.receiving.models import Slip
from lilian.receiving.values import Certificate, Seller
from lilian.web.certificates import filing
from lilian.web.shell.tags import KEY_FIELD
from tests.again import again
from tests.api.work import work_off
from tests.certificates.promising import Promising, the_promising
from tests.receiving.scale import KG, NOW
from tests.web.pages import sentence, signed_in

pytestmark = pytest.mark.django_db
Cells = list[Mapping[str, Any]]


@pytest.fixture
def promising() -> Promising:
    return again(the_promising)


def client(promising: Promising, name: str) -> Client:
    return signed_in(promising.scale.cast, name)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def flagged(promising: Promising) -> Collected:
    """Guo's co-operative takes fruit of the other one over without a connection, with a number nobody issued."""
    scale = promising.scale
    scale.received(
        "late",
        "wen",
        now=NOW + timedelta(hours=3),
        seller=Seller(organisation_id=scale.cast.other_coop),
        certificate=Certificate(certificate_number(7)),
    )
    return promising.taken_in()


def picture(size: int = 900) -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.effect_noise((size, size), 50).convert("RGB").save(target, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", target.getvalue(), "image/jpeg")


@pytest.mark.slow
def test_what_does_not_fit_is_to_be_done_until_the_right_one_comes(promising: Promising) -> None:
    row, guo = flagged(promising), client(promising, "guo")
    slip = Slip.objects.get(lot=row.lot_id)
    assert "1 张收来的合格证对不上" in shown(guo, "/")
    assert f"/certificates/collected/{row.pk}/" in shown(guo, "/certificates/collected/?state=flagged")
    page = shown(guo, f"/certificates/collected/{row.pk}/")
    assert ("没有这个编号" in page, f"/certificates/slips/{slip.pk}/" in page) == (True, True)
    assert guo.post(f"/certificates/slips/{slip.pk}/", {"number": "无"}).status_code == 422
    assert guo.post(f"/certificates/slips/{slip.pk}/", {"number": "晋A-0012"}).status_code == 302
    assert "已经收了有效的合格证" in sentence(guo.post(f"/certificates/slips/{slip.pk}/", {"number": "晋A-0013"}))
    assert "收来的合格证对不上" not in shown(guo, "/")


def test_fruit_that_lacks_one_is_to_be_done(promising: Promising) -> None:
    assert "1 批果没有合格证" in shown(client(promising, "guo"), "/")
    assert "批果没有合格证" not in shown(client(promising, "mei"), "/")


@pytest.mark.slow
def test_a_photo_is_kept_once_and_made_small(promising: Promising) -> None:
    row, guo = flagged(promising), client(promising, "guo")
    address = f"/certificates/collected/{row.pk}/"
    assert guo.post(address, {"photo": SimpleUploadedFile("a.txt", b"text")}).status_code == 422
    assert guo.post(address, {"photo": picture(2_000)}).status_code == 302
    assert guo.post(address, {"photo": picture()}).status_code == 409
    answer = guo.get(f"{address}photo/")
    assert answer["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as kept:
        assert kept.size == (1_600, 1_600)
    assert Photo.objects.count() == 1
    assert "certificates-photo" in shown(guo, address)


def test_who_sees_what_was_collected(promising: Promising) -> None:
    row = flagged(promising)
    address, slip = f"/certificates/collected/{row.pk}/", Slip.objects.get(lot=row.lot_id)
    for name, expected in (("ren", 200), ("qiao", 403), ("mei", 403)):
        assert client(promising, name).get(address).status_code == expected
    assert client(promising, "guo").get(f"{address}photo/").status_code == 404  # none yet
    assert client(promising, "ren").post(address, {"photo": picture()}).status_code == 403
    assert client(promising, "hai").get(f"/certificates/slips/{slip.pk}/").status_code == 403
    assert Client().get(address).status_code == 302


def test_a_slip_shows_its_certificates_and_what_is_missing(promising: Promising) -> None:
    wen, slip = client(promising, "wen"), Slip.objects.get()
    page = shown(wen, f"/receiving/slips/{slip.pk}/")
    assert f"/certificates/new/?lot={promising.lot}" in page
    assert f"/certificates/slips/{slip.pk}/" in page
    made = promising.issued()
    page = shown(wen, f"/receiving/slips/{slip.pk}/")
    assert (made.number in page, "/certificates/new/" in page) == (True, False)


@pytest.mark.parametrize("size", ["60x40", "a4"])
def test_one_is_printed(promising: Promising, size: str) -> None:
    made, guo = promising.issued(), client(promising, "guo")
    answer = guo.get(f"/certificates/{made.pk}/{size}.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert guo.get(f"/certificates/{made.pk}/80x50.pdf").status_code == 404
    assert client(promising, "qiao").get(f"/certificates/{made.pk}/{size}.pdf").status_code == 404


def test_many_are_printed_by_the_worker_for_who_asked(
    promising: Promising, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(filing, "PAPERS_AT_ONCE", 1)
    settings.MEDIA_ROOT = tmp_path
    for number in range(2):
        promising.issued(f"c{number}", draft=promising.ahead())
    guo, asked = client(promising, "guo"), "/certificates/papers-60x40.pdf?month=2026-09"
    assert "打印 2 张合格证" in shown(guo, asked)
    assert guo.post(asked, {KEY_FIELD: "one"}).url == guo.post(asked, {KEY_FIELD: "one"}).url
    job = Job.objects.get(kind=filing.KIND)
    assert guo.get(f"/certificates/files/{job.pk}/").status_code == 409  # not made yet
    work_off()
    assert f"/certificates/files/{job.pk}/" in shown(guo, f"/jobs/{job.pk}/")
    assert guo.get(f"/certificates/files/{job.pk}/").content[:5] == b"%PDF-"
    assert client(promising, "lin").get(f"/certificates/files/{job.pk}/").status_code == 404


def test_no_certificate_is_no_paper(promising: Promising) -> None:
    guo = client(promising, "guo")
    assert guo.get("/certificates/papers-a4.pdf").status_code == 422
    assert guo.get("/certificates/papers-80x50.pdf").status_code == 404


def cells(data: bytes, sheet: str) -> Cells:
    """Rows by their titles; the first row says who took it out."""
    rows = list(load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[1]), row, strict=True)) for row in rows[2:]]


def test_the_month_goes_out_in_two_languages_with_void_ones(promising: Promising) -> None:
    made = promising.issued(draft=promising.ahead(150 * KG))
    own = promising.issued("own", draft=promising.ahead(household_id=promising.scale.mei, contact="13800008000"))
    promising.sold_by_coop(made.number)
    promising.voided(own.pk)
    lin = client(promising, "lin")
    data = lin.get("/certificates/certificates.xlsx?month=2026-09").content
    issued = {row["编号 Number"]: row for row in cells(data, ISSUED.sheet)}
    assert issued[made.number]["重量（公斤）Weight (kg)"] == 150
    assert issued[made.number]["已收取（公斤）Taken in (kg)"] == 100
    void = issued[own.number]
    assert (void["状态 Status"], void["作废原因 Reason"], void["联系电话 Contact"]) == (
        "已作废 VOID",
        "开错了",
        "138****8000",
    )
    (taken,) = cells(data, COLLECTED.sheet)
    assert (taken["开具人 Issuer (source)"], taken["收取单位 Holder (receiver)"]) == ("秀梅合作社", "乔家合作社")
    assert cells(lin.get("/certificates/certificates.xlsx?month=2026-10").content, ISSUED.sheet) == []


@pytest.mark.parametrize(
    ("query", "rows"), [("holder=乔家", 1), ("holder=秀梅", 0), ("q=秀梅合作社", 2), ("q=无此人", 0)]
)
def test_the_workbook_holds_what_the_list_shows(promising: Promising, query: str, rows: int) -> None:
    made = promising.issued(draft=promising.ahead(150 * KG))
    promising.issued("two", draft=promising.ahead())
    promising.sold_by_coop(made.number)
    data = client(promising, "lin").get(f"/certificates/certificates.xlsx?{query}").content
    assert len(cells(data, ISSUED.sheet)) == rows


def test_a_grower_takes_out_the_own_alone(promising: Promising) -> None:
    promising.issued()
    promising.sold_by_coop("晋A-0012")
    own = promising.issued("own", draft=promising.ahead(household_id=promising.scale.mei))
    data = client(promising, "mei").get("/certificates/certificates.xlsx").content
    assert [row["编号 Number"] for row in cells(data, ISSUED.sheet)] == [own.number]
    assert load_workbook(io.BytesIO(data)).sheetnames == [ISSUED.sheet]


def test_a_large_workbook_is_written_by_the_worker(
    promising: Promising, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(filing, "ROWS_AT_ONCE", 0)
    settings.MEDIA_ROOT = tmp_path
    made = promising.issued()
    lin = client(promising, "lin")
    lin.post("/certificates/certificates.xlsx?month=2026-09", {KEY_FIELD: "one"})
    work_off()
    job = Job.objects.get(kind=filing.KIND)
    data = lin.get(f"/certificates/files/{job.pk}/").content
    assert [row["编号 Number"] for row in cells(data, ISSUED.sheet)] == [made.number]
