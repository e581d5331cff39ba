"""The pages of tracing, recall, drills and the despatch desk."""

import csv
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from lilian.base.models import Job
from lilian.base.policy import Role
from lilian.members.models import Organisation, Person, Post
from lilian.parcels.models import Parcel
from lilian.parcels.values import Receiver
from lilian.stock import actions as stock
from lilian.stock.models import Lot
from lilian.stock.values import Line, Spot, Transfer
from lilian.tlog import lilian_verify
from lilian.trace.models import Drill, Notice, Recall
from lilian.transparency import actions as transparency
from lilian.transparency import queries as log
from tests.again import again
from tests.api.work import work_off
from tests.parcels.despatch import SENT, Despatch, the_despatch
from tests.stock.goods import KG, TODAY, received
from tests.web.pages import sentence

TRACE, RECALLS, DRILLS, PARCELS = "/trace/", "/trace/recalls/", "/trace/drills/", "/parcels/"


@pytest.fixture
def despatch(db: None) -> Despatch:
    return again(the_despatch)


def client_of(role: Role, home: Organisation) -> Client:
    user = get_user_model().objects.create_user(f"{role}-{home.code}")
    person = Person.objects.create(code=user.username, name="林", organisation=home, user=user)
    Post.objects.create(person=person, organisation=home, role=role.value, starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lin(despatch: Despatch) -> Client:
    return client_of(Role.OFFICE, despatch.boxing.goods.coop)


@pytest.fixture
def stranger(despatch: Despatch) -> Client:
    return client_of(Role.SELLER, despatch.boxing.goods.shop)


def harvested() -> str:
    return Lot.objects.earliest("pk").code


def test_a_box_is_traced_to_its_orchard_and_its_holder(despatch: Despatch, lin: Client) -> None:
    despatch.send(despatch.boxes[0])
    text = lin.get(TRACE, {"kind": "box", "code": despatch.boxes[0].code}).text
    assert harvested() in text
    assert "王五水果行" in text
    assert "H-MEI" in text
    assert "发出以后没有登记送到" in text


def test_what_is_not_there_is_said(lin: Client) -> None:
    assert "没有查到" in lin.get(TRACE, {"kind": "lot", "code": "L999999X"}).text
    assert (
        "不能早于" in lin.get(TRACE, {"kind": "lot", "code": "L1", "since": "2026-09-02", "until": "2026-09-01"}).text
    )


def test_another_organisation_s_box_is_not_there(despatch: Despatch) -> None:
    manager = client_of(Role.COOP_MANAGER, despatch.boxing.goods.shop)
    assert "没有查到" in manager.get(TRACE, {"kind": "box", "code": despatch.boxes[0].code}).text


def test_a_seller_may_not_trace(stranger: Client) -> None:
    assert stranger.get(TRACE).status_code == 403
    assert stranger.post(TRACE).status_code in (403, 405)


def opened(lin: Client, code: str, **said: str) -> Recall:
    answer = lin.post(f"{RECALLS}new/", {"kind": "lot", "code": code, "reason": "农残", **said})
    assert answer.status_code == 302, sentence(answer)
    return Recall.objects.latest("pk")


def test_a_recall_is_opened_answered_and_ended(despatch: Despatch, lin: Client, stranger: Client) -> None:
    despatch.send(despatch.boxes[0], receiver=Receiver(despatch.boxing.goods.shop.pk))
    made = opened(lin, harvested())
    page = f"{RECALLS}{made.pk}/"
    assert "没有答复" in lin.get(page).text
    assert "还有 1 家没有答复" in sentence(lin.post(f"{page}end/", {"report": "收回"}))
    notice = f"/trace/notices/{Notice.objects.get().pk}/"
    assert "农残" in stranger.get(notice).text
    assert stranger.post(notice, {"found": "1"}).status_code == 302
    assert "已经有了答复" in sentence(stranger.post(notice, {"found": "1"}))
    assert lin.post(f"{page}end/", {"report": "全部收回"}).status_code == 302
    assert "全部收回" in lin.get(page).text
    assert made.reason in lin.get(RECALLS).text


def test_the_call_list_has_who_is_to_be_reached_first(despatch: Despatch, lin: Client, stranger: Client) -> None:
    despatch.send(despatch.boxes[0])
    despatch.send(despatch.boxes[1], key="hai", receiver=Receiver(despatch.boxing.goods.shop.pk))
    lin.post(f"{RECALLS}new/", {"kind": "lot", "code": harvested(), "reason": "农残超标"})
    path = f"{RECALLS}{Recall.objects.get().pk}/"
    calls = load_workbook(BytesIO(lin.get(f"{path}calls.xlsx").content)).worksheets[0]
    listed = [[cell.value for cell in row[:7]] for row in calls.iter_rows(min_row=3)]
    assert [(row[0], row[1], row[2], row[3], row[6]) for row in listed] == [
        ("王五水果行", "13800001111", "打电话", 1, "没有答复"),
        (despatch.boxing.goods.shop.name, None, "成员页面", 1, "没有答复"),
    ]
    lin.post(f"/trace/notices/{Notice.objects.get(organisation=None).pk}/", {"found": 1, "note": "下架了"})
    assert "一共通知了 2 家" in lin.get(path).content.decode()
    assert "2 家里 1 家" in lin.get(RECALLS).text
    calls = load_workbook(BytesIO(lin.get(f"{path}calls.xlsx").content)).worksheets[0]
    last = [cell.value for cell in list(calls.iter_rows(min_row=3))[-1]]
    assert (last[0], last[6], last[7], last[8]) == ("王五水果行", "已答复", 1, "下架了")
    assert "林" in calls["A1"].value
    assert (stranger.get(f"{path}calls.xlsx").status_code, lin.post(f"{path}calls.xlsx").status_code) == (403, 405)


def test_the_number_that_was_told_is_called_next(despatch: Despatch, lin: Client) -> None:
    despatch.send(despatch.boxes[0])
    lin.post(f"{RECALLS}new/", {"kind": "lot", "code": harvested(), "reason": "农残超标"})
    made, call = f"{RECALLS}{Recall.objects.get().pk}/", f"/trace/notices/{Notice.objects.get().pk}/call/"
    for outcome, given, why in (
        ("wrong_number", "不知道", "不是电话号码"),
        ("wrong_number", "138-0000-1111", "就是刚才打的号码"),
        ("no_answer", "13800003333", "才填新号码"),
    ):
        refused = lin.post(call, {"outcome": outcome, "new_phone": given})
        assert why in refused.context["form"].errors["new_phone"][0]
    answer = lin.post(call, {"outcome": "wrong_number", "new_phone": "13800003333"})
    assert answer["Location"] == call  # to be dialled at once
    page = lin.get(call).text
    assert 'href="tel:13800003333"' in page
    assert "原来的 13800001111 不对" in page
    assert "13800003333（新号码）" in lin.get(made).text
    calls = load_workbook(BytesIO(lin.get(f"{made}calls.xlsx").content)).worksheets[0]
    row = [cell.value for cell in next(iter(calls.iter_rows(min_row=3)))]
    assert (row[1], row[11], "新号码 13800003333" in row[14]) == ("13800003333", "13800001111", True)
    assert lin.post(call, {"outcome": "no_answer"})["Location"] == f"{made}#calls"


def test_a_recall_of_nothing_is_refused_in_place(lin: Client, stranger: Client) -> None:
    answer = lin.post(f"{RECALLS}new/", {"kind": "lot", "code": "L999999X", "reason": "农残"})
    assert "查不到果品" in sentence(answer)
    assert stranger.post(f"{RECALLS}new/", {"kind": "lot", "code": "L1", "reason": "x"}).status_code == 403
    assert stranger.get(RECALLS).status_code == 403
    assert lin.get(f"{RECALLS}99/").status_code == 404
    assert lin.delete(RECALLS).status_code == 405


def test_a_drill_is_run_by_a_button_and_its_report_stays(despatch: Despatch, lin: Client) -> None:
    answer = lin.post(DRILLS, {"kind": "box", "code": despatch.boxes[0].code})
    assert answer.status_code == 302
    page = f"{DRILLS}{Drill.objects.get().pk}/"
    assert "通过" in lin.get(page).text
    assert despatch.boxes[0].code in lin.get(DRILLS).text


def sent(client: Client, despatch: Despatch, *codes: str, **said: object) -> object:
    told = {"codes": "\n".join(codes), "location": despatch.boxing.goods.line, "name": "王五", "phone": "138"}
    return client.post(f"{PARCELS}send/", {**told, **said})


def test_boxes_are_sent_arrive_and_come_back(despatch: Despatch, lin: Client) -> None:
    codes = [box.code for box in despatch.boxes[:2]]
    assert sent(lin, despatch, *codes).status_code == 302  # type: ignore[attr-defined]
    page = f"{PARCELS}{Parcel.objects.get().pk}/"
    assert codes[0] in lin.get(page).text
    assert "王五" in lin.get(PARCELS, {"q": "王"}).text
    assert lin.get("/parcels.xlsx").content[:2] == b"PK"
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert lin.post(f"{page}arrive/", {"at": at}).status_code == 302
    assert "已经登记送到" in sentence(lin.post(f"{page}arrive/", {"at": at}))
    back = {"codes": codes[0], "location": despatch.boxing.goods.line, "reason": "压坏"}
    assert lin.post(f"{page}back/", back).status_code == 302
    assert "部分退回" in lin.get(page).text


def test_one_wrong_box_and_nothing_is_sent(despatch: Despatch, lin: Client, stranger: Client) -> None:
    assert "没有 000 这个箱码" in sentence(sent(lin, despatch, despatch.boxes[0].code, "000"))
    assert sent(stranger, despatch, despatch.boxes[0].code).status_code == 403  # type: ignore[attr-defined]
    assert lin.get(f"{PARCELS}99/").status_code == 404
    assert not Parcel.objects.exists()


def file_of(lin: Client, **said: str) -> bytes:
    answer = lin.post("/trace/file/", {"kind": "lot", "code": harvested(), **said})
    assert answer.status_code == 302
    work_off()
    return lin.get(f"/trace/files/{Job.objects.latest('pk').pk}/").content


def test_the_file_has_a_sheet_for_each_event(despatch: Despatch, lin: Client, stranger: Client) -> None:
    despatch.send(*despatch.boxes[:2])
    book = load_workbook(BytesIO(file_of(lin)))
    assert len(book.sheetnames) == 5
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    shipped = dict(zip(*rows["发件 Shipping"], strict=True))
    assert (shipped["箱数 Boxes"], shipped["收件人 Recipient"]) == (2, "王五水果行")
    assert shipped["数量（公斤）Quantity (kg)"] == 5.01
    assert [len(found) - 1 for found in rows.values()] == [1, 3, 2, 1, 1]
    assert stranger.get(f"/trace/files/{Job.objects.latest('pk').pk}/").status_code == 403


def test_the_file_comes_as_csv_too(despatch: Despatch, lin: Client) -> None:
    with ZipFile(BytesIO(file_of(lin, csv="1"))) as folder:
        assert sorted(folder.namelist())[-1] == "stored.csv"
        assert "H-MEI" in folder.read("harvested.csv").decode("utf-8-sig")


def test_each_entry_of_the_file_is_proved_offline(
    despatch: Despatch, lin: Client, tmp_path: Path, settings: Any
) -> None:
    """By the program anybody may take from the site, with the numbers that stand in the rows."""
    settings.LOG_FOLDER = tmp_path / "log"
    parcel = despatch.send(*despatch.boxes[:2])
    transparency.sign(actor=despatch.boxing.goods.actor(), now=SENT)
    with ZipFile(BytesIO(file_of(lin, csv="1"))) as folder:
        folder.extractall(tmp_path)
    (row,) = csv.DictReader((tmp_path / "shipped.csv").read_text("utf-8-sig").splitlines())
    index = row["存证序号 Log index"]
    assert row["凭证号 Reference"] == str(Parcel.objects.get(pk=parcel).entry_id)
    (key,) = log.log_keys()
    record, proof = (str(tmp_path / "log" / f"{index}.{end}") for end in ("json", "tlog-proof"))
    assert lilian_verify.main(["record", record, proof, "--key", key.vkey]) == 0
    assert key.vkey in (tmp_path / "log" / "README.txt").read_text("utf-8")
    assert len(list((tmp_path / "log").glob("*.tlog-proof"))) == 4  # received, sorted, packed, sent
    Path(record).write_bytes(Path(record).read_bytes().replace(b"ship", b"slip"))
    assert lilian_verify.main(["record", record, proof, "--key", key.vkey]) == 1


def test_who_picked_it_and_where_it_was_cooled_stand_in_the_file(despatch: Despatch, lin: Client) -> None:
    goods = despatch.boxing.goods
    mei = {"household": goods.mei, "is_head": True, "phone": "+8613800000001"}
    Person.objects.create(code="P-M", name="梅秀英", organisation=goods.coop, **mei)
    received(goods, 20 * KG, "more")
    cooled = Lot.objects.latest("pk")
    rest = Transfer(Line(Spot(cooled.pk, goods.point), 20 * KG), goods.room)
    stock.move(actor=goods.actor(), transfers=[rest], day=TODAY, client_key="cool", now=SENT)
    with ZipFile(BytesIO(file_of(lin, csv="1", code=cooled.code))) as folder:
        (row,) = csv.DictReader(folder.read("harvested.csv").decode("utf-8-sig").splitlines())
    assert (row["采收人 Harvester"], row["电话 Telephone"]) == ("梅秀英", "'+8613800000001")
    assert row["冷却日期 Cooling date"] == str(TODAY)


def test_a_file_of_nothing_is_refused(lin: Client) -> None:
    assert lin.post("/trace/file/", {"kind": "lot"}).status_code == 422
    assert lin.get("/trace/file/").status_code == 405
    assert lin.get("/trace/files/99/").status_code == 404


def test_a_holder_is_called_from_the_list(despatch: Despatch, lin: Client, stranger: Client) -> None:
    despatch.send(despatch.boxes[0])
    made = opened(lin, harvested())
    page, call = f"{RECALLS}{made.pk}/", f"/trace/notices/{Notice.objects.get().pk}/call/"
    assert call in lin.get(page).text
    assert call in lin.get(call.removesuffix("call/")).text
    bureau = client_of(Role.BUREAU_OFFICER, despatch.boxing.goods.shop)
    assert ("13800001111" in bureau.get(page).text, call in bureau.get(page).text) == (True, False)
    assert "tel:13800001111" in lin.get(call).text
    assert "请说还剩几箱" in lin.post(call, {"outcome": "reached"}).text
    assert lin.post(call, {"outcome": "no_answer", "note": "下午再打"}).status_code == 302
    listed = lin.get(page).text
    assert "没人接 · 刚刚" in listed
    assert "下午再打" in listed
    assert "王五水果行" not in lin.get(page, {"calls": "untried"}).text
    assert lin.post(call, {"outcome": "reached", "found": "1"}).status_code == 302
    assert "找到 1 箱" in lin.get(page).text
    assert "已经有了答复" in sentence(lin.post(call, {"outcome": "no_answer"}))
    assert (stranger.get(call).status_code, lin.put(call).status_code) == (403, 405)
    assert lin.get("/trace/notices/99/call/").status_code == 404


def test_the_call_list_is_printed(despatch: Despatch, lin: Client, stranger: Client) -> None:
    despatch.send(despatch.boxes[0])
    path = f"{RECALLS}{opened(lin, harvested()).pk}/calls.pdf"
    answer = lin.get(path)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert (stranger.get(path).status_code, lin.post(path).status_code) == (403, 405)
