"""Pages of contracts: the office makes many, each party signs, a grower reads the price and why."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lilian.base.models import Job
from lilian.catalog.models import Variety
from lilian.contracts import queries
from lilian.contracts.models import Contract, Market, PurchaseRefusal, Quotation, Signature, TemplateVersion
from lilian.contracts.values import State
from lilian.deposits.models import Closing
from lilian.web.contracts import printing
from lilian.web.contracts.views import papers
from lilian.web.shell.tags import KEY_FIELD
from tests.again import again
from tests.contracts.orchard import PEN, SYSTEM, Orchard, the_orchard
from tests.contracts.test_money import opened
from tests.deposits import orchard as deposits
from tests.storage.stores import work_off
from tests.web.pages import sentence, signed_in

STROKES = f"data:image/png;base64,{base64.b64encode(PEN).decode()}"
FOREIGN = ("", "amend/", "renew/", "end/", "sign/coop/", "milestone/", "refuse/")


@pytest.fixture
def orchard(db: None) -> Orchard:
    return again(the_orchard)


def client(orchard: Orchard, name: str) -> Client:
    return signed_in(orchard.cast, name)


def shown(page: Client, address: str) -> str:
    response = page.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def ordering(orchard: Orchard, **said: object) -> dict[str, object]:
    return {"season": orchard.season, "version": orchard.version, "buyer": orchard.firm, "per_mu": "2000", **said}


def test_the_office_sees_the_sums_before_it_makes_them(orchard: Orchard) -> None:
    lin = client(orchard, "lin")
    response = lin.post("/contracts/many/", ordering(orchard))
    assert (response.status_code, response.context["sum"].contracts, Contract.objects.count()) == (200, 2, 0)
    response = lin.post("/contracts/many/", ordering(orchard, sure="1", idempotency_key="once"))
    lin.post("/contracts/many/", ordering(orchard, sure="1", idempotency_key="once"))
    assert (response.status_code, Contract.objects.count()) == (302, 2)
    page = shown(lin, response["Location"])
    assert "林秀梅" in page
    assert "乔大山" in page


def test_a_manager_makes_them_for_the_own_co_op_alone(orchard: Orchard) -> None:
    response = client(orchard, "guo").post("/contracts/many/", ordering(orchard, sure="1"))
    assert [one.household_name for one in Contract.objects.all()] == ["林秀梅"]
    assert response.status_code == 302


def test_nothing_to_make_is_said(orchard: Orchard) -> None:
    orchard.made()
    response = client(orchard, "guo").post("/contracts/many/", ordering(orchard, sure="1"))
    assert "没有要订的合同" in sentence(response)


def test_a_grower_reads_the_promise_and_the_price_and_signs_on_the_phone(orchard: Orchard) -> None:
    (made,) = orchard.made()
    mei = client(orchard, "mei")
    page = shown(mei, "/contracts/mine/")
    assert "2,100 公斤" in page
    assert ">3<" in page or "3.00" in page
    assert mei.post(f"/contracts/{made}/sign/household/", {"name": "林秀梅", "strokes": ""}).status_code == 422
    said = {"name": "林秀梅", "strokes": STROKES}
    assert mei.post(f"/contracts/{made}/sign/household/", said)["Location"] == "/contracts/mine/"
    hand = Signature.objects.get()
    assert (hand.party, hand.method, bytes(hand.picture)) == ("household", "pad", PEN)
    assert mei.get(f"/contracts/{made}/signatures/{hand.pk}/").content == PEN
    assert sentence(mei.post(f"/contracts/{made}/sign/household/", said)).endswith("已经签过了。")
    assert mei.get(f"/contracts/{made}/sign/coop/").status_code == 404


def test_a_photo_of_the_page_signs_too(orchard: Orchard) -> None:
    (made,) = orchard.made()
    photo = BytesIO(b"\xff\xd8\xff jpeg")
    photo.name = "page.jpg"
    client(orchard, "guo").post(f"/contracts/{made}/sign/household/", {"name": "林秀梅", "photo": photo})
    assert Signature.objects.get().method == "photo"


def test_the_buyer_signs_a_whole_list_at_once(orchard: Orchard) -> None:
    orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    tao = client(orchard, "tao")
    assert "等着签的" in shown(tao, "/contracts/sign/buyer/")
    assert tao.post("/contracts/sign/buyer/", {"name": "陶", "strokes": STROKES}).status_code == 302
    assert Signature.objects.count() == 2
    assert "没有等着签的合同" in shown(tao, "/contracts/sign/buyer/")
    assert tao.get("/contracts/sign/nobody/").status_code == 404


@pytest.mark.parametrize("name", ["qin", "qiao"])
def test_anothers_contract_is_not_found(orchard: Orchard, name: str) -> None:
    made = orchard.signed()
    page = client(orchard, name)
    hand = Signature.objects.all()[0].pk
    for where in (*FOREIGN, "sign/household/", f"signatures/{hand}/"):
        assert page.get(f"/contracts/{made}/{where}").status_code in (403, 404)
    assert page.get(f"/contracts/{made}.pdf").status_code == 404
    number = queries.contract(SYSTEM, made).number
    assert number not in page.get("/contracts/", follow=True).content.decode()


def test_one_contract_shows_price_terms_and_hands(orchard: Orchard) -> None:
    made = orchard.signed()
    page = shown(client(orchard, "guo"), f"/contracts/{made}/")
    for text in ("保底价（没有行情）", "固定价", "定金", "第 1 版", "某人"):
        assert text in page


def test_an_amendment_is_written_and_waits_for_hands(orchard: Orchard) -> None:
    made = orchard.signed()
    guo = client(orchard, "guo")
    form = guo.get(f"/contracts/{made}/amend/").context["form"]
    said = {name: form[name].value() for name in form.fields}
    said |= {"reason": "force_majeure", "g-0": "500", "note": "冰雹", "floor-first": "6.00", "floor-second": "3.50"}
    said |= {"g-1": "900", "effective_from": "2099-01-01"}
    assert guo.post(f"/contracts/{made}/amend/", said).status_code == 409  # the deposit is now beyond a fifth
    said |= {"g-0": "2000"}
    assert guo.post(f"/contracts/{made}/amend/", said).status_code == 302
    assert queries.contract(SYSTEM, made).state == State.AMENDED
    assert "不可抗力" in shown(guo, f"/contracts/{made}/")


def test_a_contract_is_renewed_once_and_ended_once(orchard: Orchard) -> None:
    made = orchard.signed()
    guo = client(orchard, "guo")
    said = {"season": orchard.next_season, "version": orchard.version}
    assert guo.post(f"/contracts/{made}/renew/", said).status_code == 302
    assert "已经续签过了" in sentence(guo.post(f"/contracts/{made}/renew/", said))
    end = {"reason": "agreed", "day": "2099-01-01", "note": "搬走"}
    assert guo.post(f"/contracts/{made}/end/", end).status_code == 302
    assert guo.post(f"/contracts/{made}/end/", end).status_code == 409


def test_papers_are_one_pdf_of_the_list(orchard: Orchard) -> None:
    orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    response = client(orchard, "lin").get("/contracts/contracts.pdf")
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert client(orchard, "lin").get("/contracts/contracts.pdf?q=nobody").status_code == 422


def test_many_papers_are_printed_by_the_worker_for_who_asked(
    orchard: Orchard, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(papers, "AT_ONCE", 1)
    settings.MEDIA_ROOT = tmp_path
    orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    lin, asked = client(orchard, "lin"), "/contracts/contracts.pdf?state=&q="
    assert "打印 2 份合同" in shown(lin, asked)
    assert lin.post(asked, {KEY_FIELD: "one"}).url == lin.post(asked, {KEY_FIELD: "one"}).url
    job = Job.objects.get(kind=printing.KIND)
    assert lin.get(f"/contracts/papers/{job.pk}.pdf").status_code == 409  # not printed yet
    work_off()
    assert f"/contracts/papers/{job.pk}.pdf" in shown(lin, f"/jobs/{job.pk}/")
    assert lin.get(f"/contracts/papers/{job.pk}.pdf").content[:5] == b"%PDF-"
    assert client(orchard, "guo").get(f"/contracts/papers/{job.pk}.pdf").status_code == 404


def test_the_workbook_holds_a_row_a_grade(orchard: Orchard) -> None:
    orchard.made()
    response = client(orchard, "guo").get("/contracts/contracts.xlsx")
    assert response.content[:2] == b"PK"


def test_the_office_writes_quotations_down_and_all_read_them(orchard: Orchard) -> None:
    lin = client(orchard, "lin")
    variety = Variety.objects.get().pk
    said = {"market": "XH", "variety": variety, "day": "2026-03-02", "source": "新华指数", "fen-first": "7.00"}
    assert lin.post("/contracts/market/", said).status_code == 302
    assert lin.post("/contracts/market/", said | {"fen-first": "7.10"}).status_code == 302
    assert lin.post("/contracts/market/", said | {"fen-first": ""}).status_code == 422
    assert "已经记过了" in sentence(lin.post("/contracts/market/", said | {"fen-first": "7.10"}))
    assert list(Quotation.objects.order_by("pk").values_list("fen_per_kg", flat=True)) == [700, 710]
    assert "7.10" in shown(client(orchard, "mei"), "/contracts/market/")
    assert client(orchard, "mei").post("/contracts/market/", said).status_code == 403


def test_a_market_is_added(orchard: Orchard) -> None:
    said = {"code": "BJ", "name": "北京批发", "source": "市场公布"}
    assert client(orchard, "lin").post("/contracts/market/new/", said).status_code == 302
    assert Market.objects.filter(code="BJ").exists()


def test_a_new_version_of_a_template_starts_from_the_last(orchard: Orchard) -> None:
    lin = client(orchard, "lin")
    address = f"/contracts/templates/{orchard.template}/new/"
    form = lin.get(address).context["form"]
    said = {name: form[name].field.prepare_value(form[name].value()) for name in form.fields}
    said = {name: value for name, value in said.items() if value not in (None, False)}
    assert lin.post(address, said | {"reason": "改"}).status_code == 409
    assert lin.post(address, said | {"reason": "改", "deposit": "15"}).status_code == 302
    sheets = [queries.sheet_of(one) for one in TemplateVersion.objects.order_by("number")]
    assert [one.deposit_permille for one in sheets] == [100, 150]
    assert sheets[1].clauses == sheets[0].clauses
    assert "第 2 版" in shown(lin, f"/contracts/templates/{orchard.template}/")
    assert client(orchard, "guo").get(address).status_code == 403


def test_the_season_shows_what_is_still_to_buy_and_who_is_behind(orchard: Orchard) -> None:
    orchard.signed()
    guo = client(orchard, "guo")
    assert "没有生效的合同" not in shown(guo, "/contracts/season/")
    assert "林秀梅" not in shown(client(orchard, "qin"), "/contracts/season/")
    assert client(orchard, "mei").get("/contracts/season/").status_code == 403


def test_a_milestone_is_recorded_on_its_page(orchard: Orchard) -> None:
    made = orchard.signed()
    guo = client(orchard, "guo")
    said = {"milestone": "estimate", "day": "2026-04-10", "estimate": "2500"}
    assert guo.post(f"/contracts/{made}/milestone/", said | {"estimate": ""}).status_code == 422
    assert guo.post(f"/contracts/{made}/milestone/", said).status_code == 302
    assert "2,500" in shown(guo, f"/contracts/{made}/")


def test_a_refusal_is_asked_by_one_and_answered_by_another(orchard: Orchard) -> None:
    made = orchard.signed()
    tao, guo = client(orchard, "tao"), client(orchard, "guo")
    day = timezone.localdate().isoformat()
    said = {"reason": "spoilt", "grade": "first", "weight": "50", "day": day, "note": "烂果三成"}
    assert tao.post(f"/contracts/{made}/refuse/", said | {"reason": "dear"}).status_code == 422
    assert tao.post(f"/contracts/{made}/refuse/", said).status_code == 302
    asked = PurchaseRefusal.objects.get().pk
    assert "不能自己复核" in sentence(tao.post(f"/contracts/refusals/{asked}/", {"answer": "yes"}))
    assert guo.post(f"/contracts/refusals/{asked}/", {"answer": "yes"}).status_code == 302
    assert guo.post(f"/contracts/refusals/{asked}/", {"answer": "yes"}).status_code == 409
    assert client(orchard, "qin").get(f"/contracts/refusals/{asked}/").status_code == 404


def test_deposits_are_put_aside_and_paid_all_at_once(orchard: Orchard) -> None:
    orchard.signed()
    opened(orchard)
    guo = client(orchard, "guo")
    assert "1,575.00" in shown(guo, "/contracts/deposits/")
    for step in ("aside", "pay"):
        assert guo.post(f"/contracts/deposits/{step}/").status_code == 302
        assert guo.post(f"/contracts/deposits/{step}/").status_code == 409
    assert guo.post("/contracts/deposits/burn/").status_code == 404
    assert client(orchard, "mei").get("/contracts/deposits/").status_code == 403


@pytest.mark.slow
def test_a_deposit_goes_back_by_two_people_on_their_pages(orchard: Orchard) -> None:
    made, lin, guo = deposits.paid(orchard), client(orchard, "lin"), client(orchard, "guo")
    address = f"/contracts/{made}/deposit/"
    said = {"why": "mistake", "fen": "1575", "way": "bank", "note": "付错了人"}
    assert guo.post(address, said | {"why": "agreed"}).status_code == 422  # the contract gives no right to it
    assert guo.post(address, said | {"fen": "1575.01"}).status_code == 409
    assert guo.post(address, said | {"way": "settlement"}).status_code == 422
    assert guo.post(address, said).status_code == 302
    assert guo.post(address, said).status_code == 409
    asked = Closing.objects.get().pk
    for page in ("/contracts/deposits/", f"/contracts/{made}/"):
        assert f"/contracts/deposits/closings/{asked}/" in shown(lin, page)
    answer = f"/contracts/deposits/closings/{asked}/"
    assert "1,575.00" in shown(lin, answer)
    assert "不能自己复核" in sentence(guo.post(answer, {"answer": "yes"}))
    assert lin.post(answer, {"answer": "yes"}).status_code == 302
    assert lin.post(answer, {"answer": "yes"}).status_code == 409
    assert "还剩 0.00 元" in shown(client(orchard, "mei"), f"/contracts/{made}/")
    for name, status in (("qin", 404), ("mei", 403)):
        assert client(orchard, name).get(address).status_code == status
        assert client(orchard, name).get(answer).status_code == status
    assert "没有还剩的定金" in shown(guo, "/contracts/deposits/")
    assert queries.contract(SYSTEM, made).number in shown(guo, "/contracts/deposits/?paid=all")


@pytest.mark.slow
def test_inputs_and_a_penalty_stand_on_the_contract_s_page(orchard: Orchard) -> None:
    made = orchard.signed()
    opened(orchard)
    guo, mei = client(orchard, "guo"), client(orchard, "mei")
    said = {"what": "有机肥 10 袋", "fen": "800", "idempotency_key": "k"}
    assert [guo.post(f"/contracts/{made}/inputs/", said).status_code for _ in range(2)] == [302, 302]
    assert guo.post(f"/contracts/{made}/inputs/", {"what": "肥", "fen": "99999"}).status_code == 409
    assert mei.post(f"/contracts/{made}/penalty/", {}).status_code == 403
    late = {"kind": "late", "day": timezone.localdate().isoformat(), "note": "晚了"}
    assert guo.post(f"/contracts/{made}/penalty/", late).status_code == 422
    assert guo.post(f"/contracts/{made}/penalty/", {**late, "late_fen": "1000", "late_days": "3"}).status_code == 302
    page = shown(mei, f"/contracts/{made}/")
    for text in ("有机肥 10 袋", "赊了 800.00 元", "迟付果款，付给农户 · 3.00"):
        assert text in page


def test_market_prices_come_in_from_a_workbook_all_or_none_and_go_out_again(orchard: Orchard) -> None:
    lin, head = client(orchard, "lin"), "市场,品种,等级,日期,每公斤（元）,来源\n"
    good = "XH,玉露香梨,一级,2026-03-02,7.00,新华指数\n产地收购价格指数,YLX,first,2026-03-09,7.2,新华指数\n"

    def sent(text: str) -> int:
        file = SimpleUploadedFile("quotes.csv", (head + text).encode())
        return lin.post("/contracts/market/file/", {"file": file}).status_code

    assert sent(good + "XH,玉露香梨,没有这级,2026-03-02,7.00,网页\n") == 422
    assert Quotation.objects.count() == 0
    assert [sent(good), sent(good)] == [302, 409]
    assert sorted(Quotation.objects.values_list("fen_per_kg", flat=True)) == [700, 720]
    book = client(orchard, "mei").get("/contracts/market/market.xlsx?market=XH").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert any(7.2 in row and "玉露香梨" in row for row in rows)
    assert client(orchard, "guo").get("/contracts/market/file/").status_code == 403
