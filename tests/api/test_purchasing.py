"""Group purchasing over the API: from the campaign to the bills, bids sealed from everybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.purchasing.models import Campaign, Need, Quote
from lilian.purchasing.values import Wanted
from tests.again import again
from tests.purchasing.spring import NEEDS_UNTIL, QUOTES_UNTIL, Spring, the_spring
from tests.storage.stores import work_off

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def spring(db: None) -> Spring:
    return again(the_spring)


def moved(spring: Spring, needs_in: timedelta, quotes_in: timedelta) -> None:
    """The campaign's clock, so that calls made now meet it at that moment."""
    now = timezone.now()
    Campaign.objects.update(needs_until=now + needs_in, quotes_until=now + quotes_in)


def bid(spring: Spring, supplier: int, *steps: tuple[int, int], **said: Any) -> dict[str, Any]:
    line = {"article_id": spring.urea, "steps": [{"start": start, "price_fen": fen} for start, fen in steps]} | said
    papers = [{"kind": "licence", "number": "许 1", "valid_until": "2099-01-01"}]
    return {"supplier_id": supplier, "lines": [line], "papers": papers}


def test_a_campaign_is_opened_and_read_with_what_all_ask_together(spring: Spring, token_for: Any) -> None:
    lin, guo = token_for(Role.OFFICE, spring.office), token_for(Role.COOP_MANAGER, spring.guo)
    (urea,) = guo.get("/farm-inputs?text=F1").json()["items"]
    soon = timezone.now()
    said = {
        "name": "夏季",
        "organiser_id": spring.office.pk,
        "needs_until": (soon + DAY).isoformat(),
        "quotes_until": (soon + 2 * DAY).isoformat(),
        "articles": [{"farm_input_id": urea["id"], "steps": [{"start": 0, "price_fen": 12_000}]}],
    }
    assert guo.post("/campaigns", said).status_code == 403
    made = lin.post("/campaigns", said)
    assert (made.status_code, made.json()["articles"][0]["code"]) == (201, "F1")
    moved(spring, DAY, 2 * DAY)
    wanted = {"organisation_id": spring.guo.pk, "household_id": spring.mei.pk}
    wanted |= {"wanted": [{"article_id": spring.urea, "quantity": 4, "most": 6}]}
    assert guo.post(f"/campaigns/{spring.campaign}/needs", wanted).json() == {"changed": 1}
    assert (
        token_for(Role.COOP_MANAGER, spring.qiao).post(f"/campaigns/{spring.campaign}/needs", wanted).status_code == 404
    )
    (line, _) = guo.get(f"/campaigns/{spring.campaign}").json()["articles"]
    assert (line["asked_units"], line["next_step"]) == (4, {"short_by": 16, "saving_fen": 1_000, "price_fen": 11_000})


def test_needs_are_handed_in_cut_with_a_reason_and_approved(spring: Spring, token_for: Any) -> None:
    lin, guo = token_for(Role.OFFICE, spring.office), token_for(Role.COOP_MANAGER, spring.guo)
    moved(spring, DAY, 2 * DAY)
    wanted = {"organisation_id": spring.guo.pk, "wanted": [{"article_id": spring.urea, "quantity": 4}]}
    guo.post(f"/campaigns/{spring.campaign}/needs", wanted)
    need = Need.objects.get()
    handed = {"organisation_id": spring.guo.pk, "ruled": [{"need_id": need.pk, "granted": 3}]}
    refused = guo.post(f"/campaigns/{spring.campaign}/confirm-needs", handed)
    assert (refused.status_code, refused.json()["code"]) == (422, "purchasing.cut_without_reason")
    handed["ruled"][0]["reason"] = "地少"
    assert guo.post(f"/campaigns/{spring.campaign}/confirm-needs", handed).json() == {"changed": 1}
    assert lin.post(f"/campaigns/{spring.campaign}/approve-needs", {}).json() == {"changed": 1}
    (told,) = guo.get(f"/campaigns/{spring.campaign}/needs").json()["items"]
    assert (told["granted"], told["state"]) == (3, "approved")
    assert lin.post(f"/campaigns/{spring.campaign}/close-needs", {}).json()["stage"] == "quoting"


def test_a_bid_is_the_suppliers_alone_until_it_is_opened_and_counts_once_a_key(spring: Spring, token_for: Any) -> None:
    green, stone = token_for(Role.SUPPLIER, spring.green), token_for(Role.SUPPLIER, spring.stone)
    lin = token_for(Role.OFFICE, spring.office)
    Campaign.objects.update(stage="quoting")
    moved(spring, -DAY, DAY)
    said = bid(spring, spring.green.pk, (0, 9_900), (10, 9_000), pack=5, brand="丰喜", expires_on="2098-01-01")
    said |= {"discounts": [{"start_fen": 3_000_000, "parts": 200}], "freight_to": [{"place": "QIAO", "fen": None}]}
    made = green.post(f"/campaigns/{spring.campaign}/bids", said, key="one")
    again = green.post(f"/campaigns/{spring.campaign}/bids", said, key="one")
    assert (made.status_code, made.json()) == (201, again.json())
    assert Quote.objects.count() == 1
    assert made.json()["discounts"] == [[0, 0], [3_000_000, 200]]
    assert made.json()["freight_to"] == {"QIAO": None}
    assert stone.post(f"/campaigns/{spring.campaign}/bids", said).status_code == 404
    path = f"/campaigns/{spring.campaign}/bids"
    assert [caller.get(path).json()["total"] for caller in (green, stone, lin)] == [1, 0, 0]
    assert token_for(Role.COOP_MANAGER, spring.guo).get(path).status_code == 403
    moved(spring, -2 * DAY, -DAY)
    assert [caller.get(path).json()["total"] for caller in (green, stone, lin)] == [1, 0, 1]


@pytest.mark.slow
def test_a_round_goes_from_the_decision_to_the_bills(spring: Spring, token_for: Any) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4, 6))
    spring.want(spring.qiaos, Wanted(spring.urea, 9))
    spring.hand_in()
    spring.bid(spring.green, spring.price(spring.urea, 10_000, 9_000, starts=(0, 10), pack=5))
    Campaign.objects.update(needs_until=NEEDS_UNTIL, quotes_until=QUOTES_UNTIL)
    lin, guo = token_for(Role.OFFICE, spring.office), token_for(Role.COOP_MANAGER, spring.guo)
    here = f"/campaigns/{spring.campaign}"
    asked = lin.post(f"{here}/decisions", {"max_winners": 1})
    assert (asked.status_code, asked.json()["status"]) == (202, "computing")
    work_off()
    found = lin.get(f"/decisions/{asked.json()['id']}").json()
    assert (found["cost_fen"], found["purchases"][0]["quantity"]) == (15 * 9_000, 15)
    assert sum(one["share_fen"] for one in found["shares"]) == 15 * 9_000
    assert lin.post(f"/decisions/{found['id']}/adopt", {"reason": "最省"}).json()["version"] == 1
    assert lin.post(f"/decisions/{found['id']}/adopt", {"reason": "最省"}).status_code == 409
    (share,) = guo.get(f"{here}/allotments").json()["items"]
    assert (share["given"], share["why"]) == (6, "more")
    deposit = {"organisation_id": spring.guo.pk, "household_id": spring.mei.pk, "amount_fen": 5_000}
    assert lin.post(f"{here}/deposits", deposit).status_code == 201
    (order,) = lin.post(f"{here}/orders", None).json()
    whole = token_for(Role.SUPPLIER, spring.green).get(f"/purchase-orders/{order['id']}").json()
    assert sum(line["amount_fen"] for line in whole["lines"]) == order["amount_fen"]
    assert token_for(Role.SUPPLIER, spring.stone).get(f"/purchase-orders/{order['id']}").status_code == 404

    place = f"{here}/places/{spring.guo.pk}"
    (line,) = guo.get(f"{place}/lines").json()["items"]
    counted = {"order_line_id": line["id"], "delivered": 6, "damaged": 1, "batch": "B7", "expires_on": "2098-01-01"}
    (told,) = guo.post(f"{place}/receipts", {"counted": [counted]}).json()
    assert (told["receipt"]["accepted"], told["receipt"]["short"], told["receipt"]["batch"]) == (5, 1, "B7")
    assert guo.post(f"{place}/receipts", {"counted": [counted]}).status_code == 409
    (lies,) = guo.get("/input-stock").json()["items"]
    assert (lies["count"], lies["batch"]) == (5, "B7")
    share = {"household_id": spring.mei.pk, "signed_by": "李梅"}
    assert guo.post(f"{place}/hand-outs", share).status_code == 201
    assert guo.post(f"{place}/hand-outs", share).status_code == 409
    assert guo.get("/input-stock").json()["total"] == 0
    refused = lin.post(f"{place}/bills", {"on_credit": [spring.mei.pk]})
    assert (refused.status_code, refused.json()["code"]) == (409, "ledger.over_limit")
    (bill,) = lin.post(f"{place}/bills", {}).json()
    assert (bill["lines"][0]["units"], bill["deposit_fen"] > 0) == (5, True)
    assert guo.get(f"{here}/bills").json()["items"] == [bill]
    assert token_for(Role.COOP_MANAGER, spring.qiao).get(f"{here}/bills").json()["total"] == 0
