"""Guo's store and Qiao's, two lots waiting, and Lin who asks for plans."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from lilian.storage import actions
from lilian.storage.models import ExpectedArrival, StoragePlan
from lilian.storage.values import TermsDraft
from tests.storage.stores import work_off
from tests.web.stores_site import ACTOR, Site, lot, report, the_site


def terms() -> None:
    draft = TermsDraft(
        effective_from=date(2020, 1, 1),
        days=3,
        freight_fen_per_tonne_km=90,
        handling_fen_per_tonne=1_800,
        road_factor=1.4,
        speed_km_per_h=32,
        delay_fen_per_tonne_hour=250,
        stored_months=4,
        max_temperature_c=1.5,
        source="试",
    )
    actions.publish_terms(actor=ACTOR, draft=draft, now=timezone.now())


def ready_site() -> Site:
    """Everything a plan needs: terms, fill reports, two lots of six tonnes near Guo's store."""
    site = the_site()
    terms()
    report(site.store, {"1号库": 10, "2号库": 10})
    report(site.other, {"1号库": 5})
    lot(site, "P1", site.cast.coop)
    lot(site, "P2", site.cast.coop)
    return site


def start(client: Client, days: int = 3) -> Any:
    today = timezone.localdate()
    return client.post("/plans/new/live/", {"first_day": today.isoformat(), "days": days})


def solved(site: Site) -> StoragePlan:
    """A live plan of today, worked out."""
    start(site.client("lin"))
    work_off()
    return StoragePlan.objects.latest("pk")


def adopted(site: Site) -> StoragePlan:
    plan = solved(site)
    site.client("lin").post(f"/plans/{plan.pk}/adopt/")
    plan.refresh_from_db()
    return plan


def first_line(plan: StoragePlan) -> ExpectedArrival:
    return ExpectedArrival.objects.filter(plan=plan).order_by("lot_code")[0]


def made_late(line: ExpectedArrival) -> None:
    """Its day was two days ago."""
    ExpectedArrival.objects.filter(pk=line.pk).update(day=timezone.localdate() - timedelta(days=2))
