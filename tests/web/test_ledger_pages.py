"""The pages of the money journal."""

from typing import Any

import pytest
from django.test import Client

from lilian.ledger import actions
from lilian.ledger.models import Balance, Book, Hold, HoldEnd, Limit, Posting
from lilian.ledger.values import AccountKey, HoldDraft, Line, PostingDraft, Purpose
from lilian.members import actions as members
from lilian.members.models import Household
from lilian.members.values import HouseholdDraft
from lilian.sheets import read_book
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import sentence, signed_in

TODAY = NOW.date()


@pytest.fixture
def cast(db: None) -> Cast:
    """Mei's household is H1."""
    cast = again(the_cast)
    draft = HouseholdDraft(cast.coop, code="H1", village="前庄")
    members.add_household(actor=SYSTEM, draft=draft, head_id=cast.people["mei"], now=NOW)
    return cast


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


@pytest.fixture
def book(cast: Cast) -> int:
    opened = TODAY.replace(month=1, day=1)
    return actions.open_book(actor=SYSTEM, organisation_id=cast.coop, opened_on=opened, now=NOW)


def entry(**said: object) -> dict[str, object]:
    return {"amount_fen": "100", "day": TODAY.isoformat(), "note": "试", "whom": "", **said}


def funded(client: Client, book: int, yuan: str = "1000") -> None:
    answer = client.post(f"/money/books/{book}/post/opening/", entry(purpose="bank", amount_fen=yuan))
    assert answer.status_code == 302


def owed_to_mei(book: int, fen: int = 50_000) -> tuple[int, int]:
    """The posting, and Mei's account."""
    mei = Household.objects.get(code="H1").pk
    keys = AccountKey(book, Purpose.PURCHASE), AccountKey(book, Purpose.PAYABLE, household_id=mei)
    numbers = actions.open_accounts(actor=SYSTEM, keys=keys, now=NOW)
    lines = Line(numbers[keys[0]], fen), Line(numbers[keys[1]], -fen)
    draft = PostingDraft(book, TODAY, "fruit", lines, about="receiving.Slip:7", note="果款")
    return actions.post(actor=SYSTEM, draft=draft, now=NOW), numbers[keys[1]]


def test_a_book_is_opened_once(lin: Client, cast: Cast) -> None:
    said = {"organisation": cast.coop, "opened_on": "2026-01-01"}
    answer = lin.post("/money/open/", said)
    assert answer.headers["Location"] == f"/money/books/{Book.objects.get().pk}/"
    assert lin.get("/money/open/").status_code == 200
    assert lin.post("/money/open/", said).status_code == 422  # no longer offered
    assert "结到哪天" in lin.get("/money/").text


def test_money_comes_and_goes_and_the_book_shows_it(lin: Client, book: int) -> None:
    funded(lin, book)
    owed_to_mei(book)
    assert (
        lin.post(f"/money/books/{book}/post/pay/", entry(purpose="payable", whom="H1", money="bank")).status_code == 302
    )
    text = lin.get(f"/money/books/{book}/").text
    assert ("900.00" in text, "400.00" in text, "林秀梅" in text) == (True, True, True)
    assert "900.00" in lin.get(f"/money/books/{book}/trial/").text


def test_the_same_form_twice_is_one_posting(lin: Client, book: int) -> None:
    for _ in range(2):
        lin.post(f"/money/books/{book}/post/opening/", entry(purpose="bank", idempotency_key="k"))
    assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("receive", {"purpose": "receivable", "whom": "", "money": "bank"}),
        ("receive", {"purpose": "revenue", "whom": "H1", "money": "bank"}),
        ("pay", {"purpose": "cost", "money": "bank", "amount_fen": "0"}),
        ("pay", {"purpose": "cost", "money": "bank", "amount_fen": "-5"}),
        ("bank", {"way": "sideways"}),
        ("other", {"debit_purpose": "payable", "debit_whom": "没有", "credit_purpose": "cost", "credit_whom": ""}),
    ],
)
def test_what_is_written_wrongly_is_asked_again(lin: Client, book: int, kind: str, said: dict[str, Any]) -> None:
    assert lin.post(f"/money/books/{book}/post/{kind}/", entry(**said)).status_code == 422
    assert Posting.objects.count() == 0


def test_every_kind_has_its_form_and_no_other(lin: Client, book: int) -> None:
    kinds = ("receive", "pay", "bank", "opening", "other", "burn")
    told = [lin.get(f"/money/books/{book}/post/{kind}/").status_code for kind in kinds]
    assert told == [200, 200, 200, 200, 200, 404]


def test_no_more_is_paid_than_is_owed(lin: Client, book: int) -> None:
    funded(lin, book)
    answer = lin.post(f"/money/books/{book}/post/pay/", entry(purpose="payable", whom="H1", money="bank"))
    assert (answer.status_code, "还可以记 0.00 元" in sentence(answer)) == (409, True)


def test_cash_goes_to_the_bank_and_a_transfer_between_accounts(lin: Client, book: int) -> None:
    lin.post(f"/money/books/{book}/post/opening/", entry(purpose="cash"))
    assert lin.post(f"/money/books/{book}/post/bank/", entry(way="in")).status_code == 302
    said = {"debit_purpose": "cost", "debit_whom": "", "credit_purpose": "revenue", "credit_whom": ""}
    assert lin.post(f"/money/books/{book}/post/other/", entry(**said)).status_code == 302
    assert Balance.objects.get(account__purpose="bank").debit_fen == 10_000


def test_an_account_shows_its_lines_and_where_they_come_from(lin: Client, book: int) -> None:
    posting, account = owed_to_mei(book)
    text = lin.get(f"/money/accounts/{account}/").text
    assert ("/receiving/slips/7/" in text, f"/money/postings/{posting}/" in text, "500.00" in text) == (
        True,
        True,
        True,
    )
    assert "这几天没有动过" in lin.get(f"/money/accounts/{account}/?since=2026-01-01&until=2026-01-02").text


def test_a_posting_is_taken_back_once_and_with_a_reason(lin: Client, book: int) -> None:
    posting, _ = owed_to_mei(book)
    address = f"/money/postings/{posting}/"
    assert "冲销这一笔" in lin.get(address).text
    assert lin.post(f"{address}reverse/", {"reason": " "}).status_code == 422
    assert lin.post(f"{address}reverse/", {"reason": "记错了"}).status_code == 302
    assert "这一笔已经冲销" in lin.get(address).text
    assert lin.post(f"{address}reverse/", {"reason": "再来"}).status_code == 409
    assert lin.get(f"{address}reverse/").status_code == 405


def test_a_limit_is_set_with_a_reason(lin: Client, book: int) -> None:
    _, account = owed_to_mei(book)
    address = f"/money/accounts/{account}/limit/"
    assert lin.get(address).status_code == 200
    assert lin.post(address, {"most_fen": "800", "reason": ""}).status_code == 422
    assert lin.post(address, {"most_fen": "800", "reason": "社务会定"}).status_code == 302
    assert Limit.objects.filter(account=account).latest("pk").most_credit_fen == 80_000
    assert "社务会定" in lin.get(f"/money/accounts/{account}/").text


def test_closed_days_take_no_more(lin: Client, book: int) -> None:
    address = f"/money/books/{book}/close/"
    assert lin.get(address).status_code == 200
    assert lin.post(address, {"through": "2026-03-31"}).status_code == 302
    assert lin.post(address, {"through": "2026-03-31"}).status_code == 409
    late = lin.post(f"/money/books/{book}/post/opening/", entry(purpose="bank", day="2026-03-01"))
    assert "已经结账" in sentence(late)


@pytest.fixture
def held(lin: Client, book: int) -> int:
    """A deposit of 30 yuan put aside."""
    keys = AccountKey(book, Purpose.BANK), AccountKey(book, Purpose.OPENING)
    numbers = actions.open_accounts(actor=SYSTEM, keys=keys, now=NOW)
    draft = HoldDraft(numbers[keys[0]], numbers[keys[1]], 3_000, "订金")
    return actions.hold(actor=SYSTEM, draft=draft, client_key="h", now=NOW)


def test_a_hold_is_posted_in_part_once(lin: Client, book: int, held: int) -> None:
    assert "订金" in lin.get(f"/money/books/{book}/holds/").text
    assert lin.post(f"/money/holds/{held}/post/", {"amount": "40"}).status_code == 422
    assert lin.post(f"/money/holds/{held}/post/", {"amount": "20"}).status_code == 302
    assert lin.post(f"/money/holds/{held}/post/", {"amount": ""}).status_code == 409
    assert "已入账" in lin.get(f"/money/books/{book}/holds/?ended=1").text
    assert Balance.objects.get(account=Hold.objects.get().debit).debit_fen == 2_000


def test_a_hold_is_let_go(lin: Client, held: int) -> None:
    assert lin.get(f"/money/holds/{held}/").status_code == 200
    assert lin.post(f"/money/holds/{held}/void/").status_code == 302
    assert HoldEnd.objects.get().ending == "voided"


def test_a_grower_sees_the_own_and_why_and_no_more(cast: Cast, lin: Client, book: int) -> None:
    posting, account = owed_to_mei(book)
    mei = signed_in(cast, "mei")
    text = mei.get("/money/mine/").text
    assert ("500.00" in text, "该付给我的果款" in text, "/receiving/slips/7/" in text) == (True, True, True)
    assert mei.get(f"/money/accounts/{account}/").status_code == 200
    shown = mei.get(f"/money/postings/{posting}/").text
    assert ("应付款" in shown, "收购果款" in shown) == (True, False)
    assert mei.get(f"/money/books/{book}/").status_code == 403


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("books/{book}/accounts.xlsx", "应付款"),
        ("books/{book}/trial.xlsx", "收购果款"),
        ("accounts/{account}/statement.xlsx", "果款"),
    ],
)
def test_what_is_shown_goes_out_as_a_workbook(lin: Client, book: int, address: str, said: str) -> None:
    _, account = owed_to_mei(book)
    answer = lin.get(f"/money/{address.format(book=book, account=account)}")
    cells = [cell for row in read_book(answer.content, "x.xlsx").sheets[0].rows for cell in row]
    assert said in cells
    assert 500.0 in [float(cell) for cell in cells if isinstance(cell, int | float)]


def test_a_book_of_one_s_own_is_opened_straight_away(cast: Cast, book: int) -> None:
    answer = signed_in(cast, "guo").get("/money/")
    assert answer.headers.get("Location") == f"/money/books/{book}/"
