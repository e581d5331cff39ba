"""An alarm is a thing to do until somebody says what was done; what keeps least and what is owed stand on pages."""

import pytest
from django.utils import timezone

from lilian.keeping import actions
from lilian.keeping.models import Alarm
from tests.web.keeping_site import Keeping
from tests.web.stores_site import read_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Keeping:
    made = Keeping()
    made.put()
    read_off(made.site.store, "1号库", -1_400)
    actions.watch_air(now=timezone.now())
    return made


def test_the_keeper_is_told_and_acknowledges_once(kept: Keeping) -> None:
    assert "1 个温湿度告警没人确认" in kept.client().get("/").content.decode()
    assert "−1.4 ℃" in kept.client().get("/keeping/alarms/").content.decode()
    address = f"/keeping/alarms/{Alarm.objects.get().pk}/acknowledge/"
    assert kept.client().post(address, {"reason": ""}).status_code == 422
    assert kept.client().post(address, {"reason": "关好门了"}).status_code == 302
    assert kept.client().post(address, {"reason": "再来"}).status_code == 409
    assert kept.client("neighbour").post(address, {"reason": "x"}).status_code == 404
    assert kept.client("officer").post(address, {"reason": "x"}).status_code == 403
    assert kept.client().get(address).status_code == 405


def test_a_form_takes_humidity_and_raises_the_alarm_at_once(kept: Keeping) -> None:
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    said = {"at": now, f"room-{kept.second.pk}": "-2.0", f"humidity-{kept.second.pk}": "92"}
    assert kept.client().post(f"/stores/{kept.site.store.pk}/readings/new/", said).status_code == 302
    assert Alarm.objects.filter(room=kept.second, kind="freezing").count() == 1


def test_what_keeps_least_is_named_with_its_reason(kept: Keeping) -> None:
    page = kept.client().get("/keeping/first-out/?wanted=4").content.decode()
    assert "能存 220 天" in page
    assert "这样出" in page
    assert kept.client("hai").get("/keeping/first-out/").status_code == 403


def test_fees_stand_on_the_page_and_in_the_workbook(kept: Keeping) -> None:
    store = kept.site.store.pk
    assert "乔家合作社" in kept.client().get(f"/keeping/fees/{store}/").content.decode()
    assert kept.client().get(f"/keeping/fees/{store}.xlsx").content[:2] == b"PK"
    assert kept.client().get(f"/keeping/fees/{store}/?month=x").status_code == 404
    assert kept.client("neighbour").get(f"/keeping/fees/{store}/").status_code == 404
    assert kept.client().get("/keeping/fees/").status_code == 200


def test_who_leads_the_store_sets_its_price(kept: Keeping) -> None:
    address = f"/keeping/fees/{kept.site.store.pk}/price/"
    said = {"price": "66.50", "effective_from": timezone.localdate().isoformat()}
    assert kept.client().get(address).status_code == 403
    assert kept.client("guo").get(address).status_code == 200
    assert kept.client("guo").post(address, {**said, "price": ""}).status_code == 422
    below = kept.client("guo").post(address, {**said, "price": "-5"})
    assert (below.status_code, "小于 0" in below.content.decode()) == (422, True)
    assert kept.client("guo").post(address, said).status_code == 302
    assert kept.client("guo").post(address, said).status_code == 422
    assert kept.client("guo").put(address).status_code == 405
    assert "每吨每月 66.50 元" in kept.client().get(f"/keeping/fees/{kept.site.store.pk}/").content.decode()
