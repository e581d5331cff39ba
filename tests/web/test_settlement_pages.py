"""The pages of settlement."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from lilian.ledger.values import Purpose
from lilian.payouts.models import Payout, PayoutAnswer, PayoutLine
from lilian.payouts.queries import reference as reference_of
from lilian.receiving.values import Priced, PriceKind
from lilian.settlement import queries
from lilian.settlement.models import Dispute, DisputeAnswer, Run, SchemeVersion
from tests.again import again
from tests.receiving.scale import TODAY
from tests.settlement.season import OPENED, Season, the_season
from tests.web.pages import sentence, signed_in


@pytest.fixture
def season(db: None) -> Season:
    made = again(the_season)
    made.brings(made.mei, 100, "a")
    made.brings(made.shan, 50, "b")
    return made


def client(season: Season, name: str) -> Client:
    return signed_in(season.scale.cast, name)


def asked(season: Season, **said: object) -> dict[str, object]:
    rules = {f"{kind}_rule": "weight" for kind in ("freight", "storage", "sorting", "top_up", "surplus")}
    days = {"since": OPENED.isoformat(), "until": TODAY.isoformat()}
    return {"organisation": season.coop, **days, **rules, "note": "", **said}


def posted(season: Season) -> int:
    """The key of Mei's statement."""
    season.posted()
    return queries.statements(season.actor("mei")).get().pk


def test_a_run_goes_from_the_cashier_through_two_people_to_the_books(season: Season) -> None:
    qian = client(season, "qian")
    assert qian.get("/settlement/draft/delivery/").status_code == 200
    answer = qian.post("/settlement/draft/delivery/", asked(season, freight_fen="15", idempotency_key="k"))
    address = answer.headers["Location"]
    qian.post("/settlement/draft/delivery/", asked(season, freight_fen="15", idempotency_key="k"))
    assert (Run.objects.count(), "待审批" in qian.get(address).text) == (1, True)
    assert qian.post(f"{address}approve/").status_code == 403
    for name in ("guo", "lin"):
        assert client(season, name).post(f"{address}approve/").status_code == 302
    text = qian.get(address).text
    assert ("已入账" in text, "735.00" in text, "按斤两分" in text) == (True, True, True)
    assert client(season, "lin").post(f"{address}approve/").status_code == 409
    assert "已入账" in qian.get("/settlement/").text


def test_what_pools_were_sold_for_stands_beside_what_was_paid_and_the_book_s_sales(season: Season) -> None:
    season.posted()
    sold = client(season, "qian").post("/settlement/draft/share/", asked(season, **{"sold:": "900"}))
    address, guo = sold.headers["Location"], client(season, "guo")
    text = guo.get(address).text
    assert ("填的卖得 900.00 元，以前付了 750.00 元" in text, "账上没有记销售收入" in text) == (True, True)
    season.sells(820_00)
    text = guo.get(address).text
    assert ("多 80.00 元" in text, f"/money/books/{season.book}/?purpose=revenue" in text) == (True, True)
    season.sells(80_00)
    text = guo.get(address).text
    assert ("审批前请看卖果的单据" in text, ">900.00<" in text) == (False, True)
    delivery = Run.objects.order_by("pk")[0].pk
    assert "核对卖得的钱" not in guo.get(f"/settlement/runs/{delivery}/").text


def test_nothing_to_settle_is_said_in_place(season: Season) -> None:
    said = asked(season, until=OPENED.isoformat())
    assert "没有可以结算的" in sentence(client(season, "qian").post("/settlement/draft/delivery/", said))
    assert client(season, "qian").get("/settlement/draft/burning/").status_code == 404


def test_a_run_is_sent_back_with_a_reason(season: Season) -> None:
    run, guo = season.drafted(), client(season, "guo")
    assert guo.post(f"/settlement/runs/{run}/send-back/", {"reason": ""}).status_code == 422
    assert guo.post(f"/settlement/runs/{run}/send-back/", {"reason": "运费少算了"}).status_code == 302
    assert "运费少算了" in guo.get(f"/settlement/runs/{run}/").text


def test_a_grower_reads_how_the_net_comes_about(season: Season) -> None:
    season.owes(Purpose.INPUT_CREDIT, season.mei, 30_000)
    statement, mei = posted(season), client(season, "mei")
    text = mei.get(f"/settlement/statements/{statement}/").text
    assert ("200.00" in text, "人民币 贰佰元整" in text, "还农资赊欠" in text, "账上共 300.00 元" in text) == (
        True,
    ) * 4
    assert f"/settlement/statements/{statement}/" in mei.get("/settlement/mine/").text
    assert mei.get("/settlement/").headers["Location"] == "/settlement/mine/"
    assert client(season, "shan").get(f"/settlement/statements/{statement}/").status_code == 404


def test_the_paper_is_one_page_and_the_same_bytes_again(season: Season) -> None:
    statement, mei = posted(season), client(season, "mei")
    first, again = (mei.get(f"/settlement/statements/{statement}/statement.pdf") for _ in range(2))
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content == again.content
    assert b"/Count 1" in first.content


def test_the_paper_is_a_picture_too_and_a_run_goes_out_as_a_workbook(season: Season) -> None:
    statement = posted(season)
    answer = client(season, "mei").get(f"/settlement/statements/{statement}/statement.png")
    assert (answer.headers["Content-Type"], answer.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    run = Run.objects.get().pk
    book = client(season, "qian").get(f"/settlement/runs/{run}/statements.xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert any("H-MEI" in row and 500 in row for row in rows)


def test_what_cannot_be_settled_says_why(season: Season) -> None:
    season.brings(season.mei, 7, "c", price=Priced(PriceKind.OPEN))
    season.posted()
    address = f"/settlement/{season.coop}/waiting/"
    for text in (client(season, "qian").get(address).text, client(season, "mei").get("/settlement/mine/").text):
        assert ("还没有定价" in text, ">7" in text) == (True, True)
    assert client(season, "mei").get(address).status_code == 403
    assert address in client(season, "qian").get(f"/settlement/runs/{Run.objects.get().pk}/").text


def test_a_dispute_is_raised_and_answered_once(season: Season) -> None:
    statement = posted(season)
    mei, guo = client(season, "mei"), client(season, "guo")
    address = f"/settlement/statements/{statement}/dispute/"
    assert mei.post(address, {"reason": "", "about": ""}).status_code == 422
    assert mei.post(address, {"reason": "少了一筐", "about": "receiving.Slip:1"}).status_code == 302
    answer = f"/settlement/disputes/{Dispute.objects.get().pk}/"
    assert "少了一筐" in guo.get("/settlement/disputes/").text
    assert guo.post(answer, {"way": "more", "amount_fen": "", "words": "查过"}).status_code == 422
    assert guo.post(answer, {"way": "more", "amount_fen": "20", "words": "查过，补"}).status_code == 302
    assert guo.post(answer, {"way": "none", "amount_fen": "", "words": "再来"}).status_code == 409
    assert DisputeAnswer.objects.get().more_fen == 2_000
    assert "+20.00" in mei.get(f"/settlement/statements/{statement}/").text


@pytest.mark.slow
def test_a_file_goes_to_the_bank_and_its_answer_comes_back(season: Season) -> None:
    posted(season)
    qian, home = client(season, "qian"), f"/settlement/{season.coop}/payouts/"
    payee = {"holder": "林秀梅", "bank": "农商行", "number": "6222 0000 0000 0001"}
    assert qian.post(f"/settlement/payees/{season.mei}/", {**payee, "number": "12"}).status_code == 422
    assert qian.post(f"/settlement/payees/{season.mei}/", payee).status_code == 302
    assert "没有登记，点这里登记" in qian.get(home).text
    address = qian.post(f"{home}make/").headers["Location"]
    assert qian.post(f"{home}make/").status_code == 409
    sent = qian.get(f"{address}payments.csv").content.decode("utf-8-sig")
    reference = reference_of(PayoutLine.objects.get().pk)
    assert (reference in sent, "6222000000000001" in sent, ",500," in sent) == (True, True, True)
    for result, status in (("也许", 422), ("成功", 302)):
        said = SimpleUploadedFile("answer.csv", f"流水号,结果,原因\n{reference},{result},\n".encode())
        assert qian.post(address, {"file": said}).status_code == status
    assert (PayoutAnswer.objects.get().paid, Payout.objects.count()) == (True, 1)
    text = qian.get(address).text
    assert ("银行都答复了" in text, f"{address}return/?reference={reference}" in text) == (True, True)
    assert season.stands(Purpose.PAYABLE, season.mei) == 0


@pytest.mark.slow
def test_what_the_bank_sent_back_is_recorded_once_and_paid_again(season: Season) -> None:
    posted(season)
    season.payee(season.mei)
    qian, home = client(season, "qian"), f"/settlement/{season.coop}/payouts/"
    address = qian.post(f"{home}make/").headers["Location"]
    reference = reference_of(PayoutLine.objects.get().pk)
    said = {"reference": reference, "reason": "收款人销户"}
    assert qian.post(f"{address}return/", said).status_code == 409
    paid = SimpleUploadedFile("answer.csv", f"流水号,结果,原因\n{reference},成功,\n".encode())
    qian.post(address, {"file": paid})
    assert "林秀梅 · 500.00 元" in qian.get(f"{address}return/?reference={reference}").text
    assert qian.get(f"{address}return/?reference=LL{'9' * 38}").status_code == 200
    assert qian.post(f"{address}return/", {**said, "reason": ""}).status_code == 422
    assert qian.post(f"{address}return/", said).status_code == 302
    assert qian.post(f"{address}return/", said).status_code == 409
    page = qian.get(address)
    assert ("收款人销户" in page.text, f"return/?reference={reference}" in page.text) == (True, False)
    assert [(name, count) for name, _, _, count in page.context["sums"] if count] == [("退回来了", 1)]
    assert [qian.get(f"{address}?state={state}").context["listing"].count for state in ("returned", "paid")] == [1, 0]
    assert client(season, "mei").get(f"{address}return/").status_code == 403
    assert "500.00" in qian.get(home).text


@pytest.mark.slow
def test_the_file_says_why_less_is_paid_than_a_statement_says(season: Season) -> None:
    statement = posted(season)
    season.payee(season.mei)
    qian, guo = client(season, "qian"), client(season, "guo")
    mei = client(season, "mei")
    mei.post(f"/settlement/statements/{statement}/dispute/", {"reason": "重了", "about": ""})
    season.brings(season.mei, 10, "c")
    season.posted("more")
    answer = f"/settlement/disputes/{Dispute.objects.get().pk}/"
    assert guo.post(answer, {"way": "less", "amount_fen": "520", "words": "称错了"}).status_code == 302
    home = f"/settlement/{season.coop}/payouts/"
    assert "这张单上的 20.00 元已经抵掉" in qian.get(home).text
    address = qian.post(f"{home}make/").headers["Location"]
    assert "这张单上的 20.00 元已经抵掉" in qian.get(address).text


def test_how_it_is_settled_is_said_with_a_reason(season: Season) -> None:
    guo, address = client(season, "guo"), f"/settlement/{season.coop}/scheme/"
    said = {"fee": "2", "least_cash": "30", "instalments": "3", "first_due_months": "6", "reason": "社务会"}
    assert guo.get(address).status_code == 200
    assert [guo.post(address, said).status_code for _ in range(2)] == [302, 409]
    made = SchemeVersion.objects.get()
    assert (made.fee_permille, made.least_cash_permille) == (20, 300)
