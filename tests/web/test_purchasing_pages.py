"""Pages of group purchasing: what each role sees, does, and is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.models import User
from lilian.base.policy import Role
from lilian.members.models import Organisation, Person, Post
from lilian.purchasing import actions
from lilian.purchasing.models import Allotment, Bill, Campaign, Decision, Need, OrderLine, Quote, Receipt
from lilian.purchasing.values import Wanted
from tests.purchasing.spring import NEEDS_UNTIL, NOW, QUOTES_UNTIL, Spring, the_spring
from tests.storage.stores import work_off

SHIFT = timedelta(days=1)


@pytest.fixture
def spring(db: None) -> Spring:
    return the_spring()


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


def test_a_supplier_bids_in_steps_and_nobody_else_sees_it_on_any_page(spring: Spring) -> None:
    quoting(spring)
    green, office = signed_in(Role.SUPPLIER, spring.green), signed_in(Role.OFFICE, spring.office)
    stone = signed_in(Role.SUPPLIER, spring.stone)
    said = {
        "supplier": spring.green.pk,
        "licence": "许 1",
        "licence_until": "2099-01-01",
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

    page = url(spring, f"receive/{spring.guo.pk}/")
    lines = OrderLine.objects.filter(organisation=spring.guo)
    shown = guo.get(page).content.decode()
    assert str(Allotment.objects.get(need__household=spring.mei).given) in shown
    counted = {f"delivered_{line.pk}": line.quantity for line in lines} | {f"damaged_{lines[0].pk}": 1}
    assert guo.post(page, counted | {f"damaged_{lines[0].pk}": 99}).status_code == 422
    assert guo.post(page, counted).status_code == 302
    assert Receipt.objects.get().accepted == lines[0].quantity - 1
    assert guo.get(url(spring, f"receive/{spring.qiao.pk}/")).status_code == 404

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
