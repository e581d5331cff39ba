"""Pages of group purchasing: what each role sees, does, and is refused."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.models import User
from lilian.base.policy import Role
from lilian.members.models import Organisation, Person, Place, Post
from lilian.purchasing import actions
from lilian.purchasing.models import Allotment, Bill, Campaign, Decision, Need, OrderLine, Quote, Receipt
from lilian.purchasing.sheets import FREIGHT, PRICES
from lilian.purchasing.values import Wanted
from lilian.sheets import read_book, read_table
from lilian.sheets.export import export_xlsx
from tests.again import again
from tests.purchasing.spring import NEEDS_UNTIL, NOW, QUOTES_UNTIL, Spring, the_spring
from tests.storage.stores import work_off

SHIFT = timedelta(days=1)


@pytest.fixture
def spring(db: None) -> Spring:
    return again(the_spring)


def at(spring: Spring, **said: object) -> None:
    """The campaign's clock as the pages will read it."""
    Campaign.objects.filter(pk=spring.campaign).update(**said)


def collecting(spring: Spring) -> None:
    now = timezone.now()
    at(spring, needs_until=now + SHIFT, quotes_until=now + 2 * SHIFT)


def quoting(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4, 6))
    spring.want(spring.qiaos, Wanted(spring.urea, 9))
    spring.hand_in()
    now = timezone.now()
    at(spring, needs_until=now - SHIFT, quotes_until=now + SHIFT)


def signed_in(role: Role, home: Organisation, **said: object) -> Client:
    user = User.objects.create_user(f"{role}-{home.code}")
    person = Person.objects.create(code=user.username, name=user.username, organisation=home, user=user, **said)
    Post.objects.create(person=person, role=role, organisation=home, starts_on=NOW.date())
    client = Client()
    client.force_login(user)
    return client


def url(spring: Spring, tail: str = "") -> str:
    return f"/purchasing/{spring.campaign}/{tail}"


def test_a_grower_asks_on_the_phone_and_sees_how_near_the_next_step_is(spring: Spring) -> None:
    collecting(spring)
    client = signed_in(Role.GROWER, spring.guo, household=spring.mei)
    shown = client.get(url(spring, "needs/"))
    assert shown.status_code == 200
    said = {"buyer": f"h{spring.mei.pk}", f"quantity_{spring.urea}": "4", f"most_{spring.urea}": "6"}
    assert client.post(url(spring, "needs/"), said).status_code == 302
    assert Need.objects.get().most == 6
    assert "再有 16 袋" in client.get(url(spring)).content.decode()
    assert client.post(url(spring, "needs/"), said | {f"most_{spring.urea}": "3"}).status_code == 422
    assert client.post(url(spring, "needs/"), said).status_code == 409


def test_a_grower_does_not_ask_for_another_household(spring: Spring) -> None:
    collecting(spring)
    client = signed_in(Role.GROWER, spring.guo, household=spring.mei)
    said = {"buyer": f"h{spring.qiaos.pk}", f"quantity_{spring.urea}": "4"}
    assert client.post(url(spring, "needs/"), said).status_code == 404
    assert not Need.objects.exists()


def test_a_manager_cuts_with_a_reason_and_hands_in(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    collecting(spring)
    client, need = signed_in(Role.COOP_MANAGER, spring.guo), Need.objects.get()
    page = url(spring, f"places/{spring.guo.pk}/")
    assert "H-MEI" in client.get(page).content.decode()
    assert client.post(page, {f"granted_{need.pk}": "3"}).status_code == 422
    assert client.post(page, {f"granted_{need.pk}": "3", f"reason_{need.pk}": "地少"}).status_code == 302
    need.refresh_from_db()
    assert (need.granted, need.state) == (3, "confirmed")
    assert client.get(url(spring, f"places/{spring.qiao.pk}/")).status_code == 404


def test_the_office_approves_and_closes(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    actions.confirm_needs(actor=system("test"), campaign_id=spring.campaign, organisation_id=spring.guo.pk, now=NOW)
    collecting(spring)
    office = signed_in(Role.OFFICE, spring.office)
    assert office.get(url(spring)).status_code == 200
    assert office.get(url(spring, "approve/")).status_code == 405
    assert office.post(url(spring, "approve/")).status_code == 302
    assert office.post(url(spring, "close/")).status_code == 302
    assert spring.stage == "quoting"
    assert office.post(url(spring, "close/")).status_code in (409, 422)


@pytest.mark.slow
def test_a_supplier_bids_in_steps_and_nobody_else_sees_it_on_any_page(spring: Spring) -> None:
    quoting(spring)
    green, office = signed_in(Role.SUPPLIER, spring.green), signed_in(Role.OFFICE, spring.office)
    stone = signed_in(Role.SUPPLIER, spring.stone)
    said = {
        "supplier": spring.green.pk,
        "paper_licence": "许 1",
        "until_licence": "2099-01-01",
        f"steps_{spring.urea}": "0:987.65 10:876.54",
    }
    assert green.get(url(spring, "quote/")).status_code == 200
    assert green.post(url(spring, "quote/"), said | {f"steps_{spring.urea}": "abc"}).status_code == 422
    assert green.post(url(spring, "quote/"), said).status_code == 302
    assert Quote.objects.get().lines.get().steps == [[0, 98_765], [10, 87_654]]
    assert "876.54" in green.get(url(spring, "quote/")).content.decode()
    for other in (office, stone, signed_in(Role.COOP_MANAGER, spring.guo)):
        for tail in ("", "quote/", "needs/"):
            assert "876.54" not in other.get(url(spring, tail)).content.decode()
    assert office.post(url(spring, "decide/")).status_code in (409, 422)


def test_a_supplier_bids_with_all_there_is_to_say(spring: Spring) -> None:
    quoting(spring)
    green = signed_in(Role.SUPPLIER, spring.green)
    said = {
        "supplier": spring.green.pk,
        "basket": "30000:2 50000:3.5",
        "basket_tiering": "incremental",
        "most": "900",
        "freight_fen": "1.20",
        "freight_QIAO": "2.50",
        "out_GUO": "on",
        "paper_licence": "许 1",
        "until_licence": "2099-01-01",
        "paper_test_report": "检 7",
        f"steps_{spring.urea}": "100",
        f"minimum_{spring.urea}": "5",
        f"brand_{spring.urea}": "丰喜",
        f"batch_{spring.urea}": "B7",
        f"expires_on_{spring.urea}": "2098-01-01",
    }
    page = url(spring, "quote/")
    assert green.post(page, said).status_code == 422
    assert green.post(page, said | {"until_test_report": "2099-01-01", "basket": "oops"}).status_code == 422
    assert green.post(page, said | {"until_test_report": "2099-01-01"}).status_code == 302
    bid = Quote.objects.get()
    assert (bid.basket, bid.basket_tiering) == ([[0, 0], [3_000_000, 200], [5_000_000, 350]], "incremental")
    assert (bid.freight_fen, bid.freight_to, bid.capacity) == (120, {"GUO": None, "QIAO": 250}, 900)
    assert [kind for kind, _, _ in bid.papers] == ["licence", "test_report"]
    line = bid.lines.get()
    assert (line.minimum, line.brand, line.batch, line.expires_on.year) == (5, "丰喜", "B7", 2098)
    shown = green.get(page).content.decode()
    assert "30000:2  50000:3.5" in shown
    assert 'value="2.50"' in shown


@pytest.mark.slow
def test_a_supplier_bids_by_excel_and_hands_in_what_was_read(spring: Spring) -> None:
    quoting(spring)
    green = signed_in(Role.SUPPLIER, spring.green)
    form = green.get(url(spring, "quote/form.xlsx"))
    book = read_book(form.content, "报价.xlsx")
    prices = [row.values for row in read_table(book, PRICES).rows]
    freight = [row.values for row in read_table(book, FREIGHT).rows]
    assert [(row["input"], row["wanted"]) for row in prices] == [("F1", 13), ("F2", 0)]
    assert {row["organisation"] for row in freight} == {"GUO", "QIAO"}

    def sent(*tables: object) -> object:
        return {"file": SimpleUploadedFile("报价.xlsx", export_xlsx(tables))}

    steps = {"price_1": 12_000, "start_2": 50, "price_2": 11_500}
    filled = [prices[0] | steps, prices[1]]
    to = [row | {"serves": "不送"} if row["organisation"] == "GUO" else row | {"freight_fen": 150} for row in freight]
    shown = green.post(url(spring, "quote/read/"), sent((PRICES, filled), (FREIGHT, to)))
    assert shown.status_code == 200
    assert "0:120.00  50:115.00" in shown.content.decode()
    assert not Quote.objects.exists()

    half = [filled[0] | {"price_2": None}, prices[1] | {"input": "F9"}]
    refused = green.post(url(spring, "quote/read/"), sent((PRICES, half)))
    assert refused.status_code == 422
    at = refused.content.decode().split("/marked.xlsx")[0].rsplit("/", 1)[1]
    assert green.get(url(spring, f"quote/{at}/marked.xlsx")).status_code == 200
    assert signed_in(Role.SUPPLIER, spring.stone).get(url(spring, f"quote/{at}/marked.xlsx")).status_code == 404
    assert green.post(url(spring, "quote/read/"), {}).status_code == 422
    broken = {"file": SimpleUploadedFile("x.xlsx", b"no workbook")}
    assert green.post(url(spring, "quote/read/"), broken).status_code == 422
    assert signed_in(Role.COOP_MANAGER, spring.guo).get(url(spring, "quote/form.xlsx")).status_code == 403


def test_a_manager_takes_the_form_out_and_brings_it_back_filled_in(spring: Spring) -> None:
    collecting(spring)
    guo = signed_in(Role.COOP_MANAGER, spring.guo)
    form = guo.get(url(spring, f"places/{spring.guo.pk}/form.xlsx"))
    assert form.status_code == 200
    assert guo.get(url(spring, f"places/{spring.qiao.pk}/form.xlsx")).status_code == 404
    file = SimpleUploadedFile("需求.xlsx", form.content)
    sent = guo.post("/tables/purchasing_needs/", {"file": file})
    assert guo.get(sent.url).status_code == 200
    cells = f"团购编号\t单位编号\t农户编号\t农资编号\t要几件\n{spring.campaign}\tGUO\tH-MEI\tF1\t4"
    sent = guo.post("/tables/purchasing_needs/", {"cells": cells})
    assert guo.post(f"{sent.url}apply/", {"how": "all"}).status_code == 302
    assert Need.objects.get().quantity == 4
    assert guo.get(url(spring, "needs.xlsx")).status_code == 200


def test_needs_by_contract_say_when_there_is_none(spring: Spring) -> None:
    collecting(spring)
    guo, page = signed_in(Role.COOP_MANAGER, spring.guo), url(spring, f"places/{spring.guo.pk}/contracts/")
    assert guo.get(page).status_code == 200
    assert guo.post(page, {}).status_code == 422
    assert guo.post(page, {f"rate_{spring.urea}": "30"}).status_code == 409
    assert guo.get(url(spring, f"places/{spring.qiao.pk}/contracts/")).status_code == 404
    assert guo.delete(page).status_code == 405


@pytest.mark.slow
def test_a_round_is_decided_ordered_received_and_billed_on_the_pages(spring: Spring) -> None:
    quoting(spring)
    at(spring, quotes_until=QUOTES_UNTIL, needs_until=NEEDS_UNTIL)
    spring.bid(spring.green, spring.price(spring.urea, 10_000, 9_000, starts=(0, 10), pack=5), freight_fen=10)
    spring.bid(spring.stone, spring.price(spring.urea, 9_900))
    office, guo = signed_in(Role.OFFICE, spring.office), signed_in(Role.COOP_MANAGER, spring.guo)
    assert "GREEN合作社" in office.get(url(spring)).content.decode()
    asked = office.post(url(spring, "decide/"), {"excluded": "STONE"})
    found = Decision.objects.get()
    assert asked.url == f"/purchasing/decisions/{found.pk}/"
    assert office.get(asked.url).status_code == 200
    work_off()
    page = office.get(asked.url).content.decode()
    assert "已证明" in page
    assert "<svg" in page
    assert office.post(f"{asked.url}adopt/", {"reason": "最省"}).status_code == 302
    assert office.post(url(spring, "order/")).status_code == 302
    assert guo.get(f"/purchasing/orders/{OrderLine.objects.first().order_id}/").status_code == 404

    station = Place.objects.create(
        code="P1", name="下李服务站", kind="station", lat=36.7, lon=110.9, organisation=spring.guo
    )
    page = url(spring, f"receive/{spring.guo.pk}/")
    lines = OrderLine.objects.filter(organisation=spring.guo)
    shown = guo.get(page).content.decode()
    assert str(Allotment.objects.get(need__household=spring.mei).given) in shown
    counted = {f"delivered_{line.pk}": line.quantity for line in lines} | {f"damaged_{lines[0].pk}": 1}
    counted |= {f"batch_{lines[0].pk}": "B7", f"expires_on_{lines[0].pk}": "2098-01-01", f"note_{lines[0].pk}": "破袋"}
    assert guo.post(page, counted | {f"damaged_{lines[0].pk}": 99}).status_code == 422
    assert guo.post(page, counted | {"point": station.pk}).status_code == 302
    assert "下李服务站" in guo.get("/supplies/").content.decode()
    receipt = Receipt.objects.get()
    assert (receipt.accepted, receipt.batch, receipt.expires_on.year) == (lines[0].quantity - 1, "B7", 2098)
    assert guo.get(url(spring, f"receive/{spring.qiao.pk}/")).status_code == 404

    share = {"household": spring.mei.pk, "signed_by": "李梅"}
    assert guo.get(f"{page}hand-out/").status_code == 405
    assert guo.post(f"{page}hand-out/", share | {"signed_by": ""}).status_code == 422
    assert guo.post(f"{page}hand-out/", share).status_code == 302
    assert guo.post(f"{page}hand-out/", share).status_code == 409
    assert "李梅 已签收" in guo.get(page).content.decode()
    assert "李梅" in guo.get("/supplies/moves/").content.decode()

    assert guo.get(url(spring, f"receive/{spring.guo.pk}/list.xlsx")).status_code == 200
    assert guo.get(url(spring, f"receive/{spring.qiao.pk}/list.xlsx")).status_code == 404
    paper = guo.get(url(spring, f"receive/{spring.guo.pk}/list.pdf"))
    assert paper.content.startswith(b"%PDF")
    assert guo.get(url(spring, f"receive/{spring.qiao.pk}/list.pdf")).status_code == 404
    order = lines[0].order_id
    assert office.get(f"/purchasing/orders/{order}/order.pdf").content.startswith(b"%PDF")
    assert guo.get(f"/purchasing/orders/{order}/order.pdf").status_code == 404
    assert office.get(f"/purchasing/orders/{order}/order.xlsx").status_code == 200
    assert guo.get(f"/purchasing/orders/{order}/order.xlsx").status_code == 404

    page = url(spring, f"bills/{spring.guo.pk}/")
    assert office.post(page, {"on_credit": str(spring.mei.pk)}).status_code in (409, 422)
    assert office.post(page, {}).status_code == 302
    bill = Bill.objects.get()
    assert f"{bill.amount_fen / 100:,.2f}" in office.get(page).content.decode()
    assert guo.get(page).status_code == 403


def test_a_campaign_is_opened_and_opened_again(spring: Spring) -> None:
    office = signed_in(Role.OFFICE, spring.office)
    now = timezone.localtime()
    said = {
        "name": "秋季",
        "organiser": spring.office.pk,
        "needs_until": f"{now + SHIFT:%Y-%m-%dT%H:%M}",
        "quotes_until": f"{now + 2 * SHIFT:%Y-%m-%dT%H:%M}",
        "deposit": "20",
    }
    inputs = list(Campaign.objects.get().articles.values_list("farm_input_id", flat=True))
    assert office.post("/purchasing/new/", said | {"inputs": inputs}).status_code == 302
    assert office.post("/purchasing/new/", said).status_code == 422
    assert office.post(url(spring, "clone/"), said | {"with_needs": "on"}).status_code == 302
    assert sorted(Campaign.objects.values_list("deposit_permille", flat=True)) == [200, 200, 200]
    assert office.get("/purchasing/").status_code == 200
    assert signed_in(Role.GROWER, spring.guo).get("/purchasing/new/").status_code == 403
