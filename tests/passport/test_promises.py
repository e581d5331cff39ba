"""Certificates behind a box, what its growers fetched, how it left: told without a word of who."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from lilian.catalog import actions as catalog
from lilian.catalog.values import FarmInputDraft, InputCategory
from lilian.certificates import actions as certificates
from lilian.certificates.models import Certificate
from lilian.certificates.values import Basis, CertificateDraft, Form, Part
from lilian.parcels import actions as parcels
from lilian.parcels.values import ParcelDraft, Receiver
from lilian.passport import queries
from lilian.passport.values import Step, Story
from lilian.supplies import actions as supplies
from lilian.supplies.values import Brought, Fetched, Spot
from tests.packing.boxing import LATER
from tests.passport.shelf import MEI, SYSTEM, Held
from tests.stock.goods import KG, NOW, TODAY

BUYER = "王五水果行"
SPRAY = FarmInputDraft(
    "SP1", "苯醚甲环唑", InputCategory.PESTICIDE, "袋", "100 克", "PD20250006", "苯醚甲环唑 10%", ("梨树",), 14, 3
)
BAGS = FarmInputDraft("BA1", "双层果袋", InputCategory.FRUIT_BAG, "件", "5000 个")


def told(held: Held) -> Story:
    found = queries.story(held.first.code, now=NOW)
    assert found is not None
    return found


def issued(held: Held, lot_id: int, key: str, **said: Any) -> Certificate:
    who = {
        "form": Form.PRODUCER,
        "organisation_id": held.goods.coop.pk,
        "signed_by": "郭守库",
        "contact": "13800008001",
    }
    draft = CertificateDraft(**who | said, variety_id=held.goods.variety.pk, weight_g=KG, lots=(Part(lot_id, KG),))
    return Certificate.objects.get(pk=certificates.issue(actor=SYSTEM, draft=draft, client_key=key, now=NOW))


def fetched(held: Held, draft: FarmInputDraft, days_before: int) -> None:
    """By Mei, so many days before her fruit was picked."""
    coop, at = held.goods.coop.pk, NOW - timedelta(days=22 + days_before)
    made = catalog.add_farm_input(actor=SYSTEM, draft=draft, now=at)
    supplies.bring(actor=SYSTEM, spot=Spot(coop), brought=[Brought(made, 9, "批次77", None, f"x:{draft.code}")], now=at)
    hand_out = Fetched(coop, held.goods.mei.pk, ((made, 3),), MEI, "x:1")
    supplies.hand_out(actor=SYSTEM, fetched=hand_out, client_key=draft.code, now=at)


def test_a_firms_certificate_of_any_lot_behind_the_box_is_told_with_its_page(held: Held, client: Client) -> None:
    row = issued(held, held.picked, "own", bases=(Basis.CONTROL, Basis.OWN_TEST), test="胶体金快检", used="苯醚甲环唑")
    (promise,) = told(held).promises.firms
    assert (promise.number, promise.promiser, promise.test) == (row.number, held.goods.coop.name, "胶体金快检")
    html = unescape(client.get(held.path, headers={"accept-language": "zh"}).content.decode())
    assert f"/certificate/{row.number}/" in html
    assert "自行检测合格 · 胶体金快检" in html
    assert client.get(f"/certificate/{row.number}/").status_code == 200


def test_a_growers_certificate_is_counted_and_leads_nowhere(held: Held, client: Client) -> None:
    row = issued(held, held.picked, "mei", household_id=held.goods.mei.pk)
    assert told(held).promises.firms == ()
    assert told(held).promises.unnamed == 1
    html = unescape(client.get(held.path, headers={"accept-language": "zh"}).content.decode())
    assert "1 张种植户" in html
    assert row.number not in html
    assert MEI not in html


def test_a_void_certificate_says_so_and_makes_every_page_old(held: Held) -> None:
    row, before = issued(held, held.picked, "own"), queries.version()
    certificates.void(actor=SYSTEM, certificate_id=row.pk, reason="开错了", now=NOW)
    assert told(held).promises.firms[0].is_void
    assert queries.version() != before


def test_only_the_last_certificates_are_shown_the_others_counted(held: Held) -> None:
    rows = [issued(held, held.picked, f"own{n}") for n in range(5)]
    promises = told(held).promises
    assert (len(promises.firms), promises.more) == (3, 2)
    assert {one.number for one in promises.firms} < {row.number for row in rows}


def test_what_the_growers_fetched_before_is_told_and_not_who_or_which_batch(held: Held, client: Client) -> None:
    fetched(held, SPRAY, 40)
    fetched(held, BAGS, 120)
    assert [(one.name, one.days_before, one.interval_days) for one in told(held).inputs] == [
        ("苯醚甲环唑", 40, 14),
        ("双层果袋", 120, None),
    ]
    html = unescape(client.get(held.path, headers={"accept-language": "zh"}).content.decode())
    assert "最后一次领在采摘前 40 天" in html
    assert "规定至少隔 14 天" in html
    assert "批次77" not in html
    assert MEI not in html


@pytest.mark.parametrize("days_before", [-5, 400])
def test_what_was_fetched_after_the_picking_or_long_before_is_no_matter(held: Held, days_before: int) -> None:
    fetched(held, SPRAY, days_before)
    assert told(held).inputs == ()


def test_a_parcel_is_told_by_its_days_and_not_by_who_gets_it(held: Held, client: Client) -> None:
    draft = ParcelDraft(held.goods.line, Receiver(None, BUYER, "13800001111"), (held.first.code,))
    parcel = parcels.send(actor=SYSTEM, draft=draft, client_key="p", now=LATER)
    sent = next(event for event in told(held).events if event.step is Step.SENT)
    assert (sent.first, sent.place, sent.by) == (TODAY, "", held.goods.coop.name)
    parcels.arrive(actor=SYSTEM, parcel_id=parcel, at=LATER + timedelta(days=2), now=LATER + timedelta(days=3))
    assert [event.step for event in told(held).events][-2:] == [Step.SENT, Step.ARRIVED]
    html = unescape(client.get(held.path, headers={"accept-language": "zh"}).content.decode())
    assert "送达" in html
    assert BUYER not in html
    assert "13800001111" not in html
