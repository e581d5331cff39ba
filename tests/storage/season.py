"""A county in which anybody does anything in any order; what it promised is worked out here once more, by hand."""

from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta

from lilian.base.policy import Role
from lilian.kernel.refusal import Refusal
from lilian.storage import actions
from lilian.storage.models import (
    Arrival,
    ExpectedArrival,
    FillReport,
    PendingLot,
    Room,
    StoragePlan,
    Store,
    UnplannedArrival,
)
from lilian.storage.values import LotDraft, PlanStatus, UnplannedDraft
from tests.storage.stores import NOW, TODAY, TONNE, County, reported_county, work_off


class Season:
    """`do` takes the name of an act and a number that picks its object and size; a refusal is an answer like any."""

    ACTS = (
        "report",
        "bring_lot",
        "bring_lot",
        "plan",
        "plan",
        "adopt",
        "adopt",
        "load",
        "load",
        "load",
        "take_back",
        "withdraw",
        "cancel",
        "close_or_open",
        "unplanned",
    )

    def __init__(self) -> None:
        self.county: County = reported_county(stock=10)
        self.lin = self.county.actor(Role.OFFICE)
        self.now, self.brought_g, self.count = NOW, 0, 0

    def do(self, act: str, number: int) -> None:
        self.now += timedelta(minutes=20)
        self.count += 1
        with suppress(Refusal):
            getattr(self, act)(number)

    def report(self, number: int) -> None:
        rooms = list(Room.objects.order_by("pk"))
        room = rooms[number % len(rooms)]
        stock_g = room.capacity_g * (number % 110) // 100
        actions.report_fill(
            actor=self.lin, stock_g_by_room={room.pk: stock_g}, client_key=f"r{self.count}", now=self.now
        )

    def bring_lot(self, number: int) -> None:
        weight_g = (1 + number % 70) * TONNE + number
        home, variety = self.county.store.organisation_id, self.county.variety.pk
        lat = 36.7 + number % 10 / 100
        draft = LotDraft(f"P{self.count}", home, variety, "一级", weight_g, TODAY, lat, 110.91)
        actions.add_lot(actor=self.lin, draft=draft, now=self.now)
        self.brought_g += weight_g

    def plan(self, number: int) -> None:
        first_day = TODAY + timedelta(days=number % 2)
        actions.start_live_plan(actor=self.lin, first_day=first_day, days=1 + number % 3, now=self.now)
        work_off()

    def adopt(self, number: int) -> None:
        """Mostly the newest."""
        plans = list(StoragePlan.objects.order_by("-pk"))
        if plans:
            plan = plans[min(number % 4, len(plans) - 1)]
            actions.adopt_plan(actor=self.lin, plan_id=plan.pk, now=self.now)
            self.check_promises({line.store_id or 0 for line in plan.expected.all()})

    def load(self, number: int) -> None:
        lines = list(ExpectedArrival.objects.order_by("pk"))
        if lines:
            line = lines[number % len(lines)]
            weight_g = line.weight_g * (50 + number % 100) // 100
            key = f"a{self.count}"
            actions.record_arrival(actor=self.lin, expected_id=line.pk, weight_g=weight_g, client_key=key, now=self.now)

    def unplanned(self, number: int) -> None:
        store = list(Store.objects.order_by("pk"))[number % 2]
        draft = UnplannedDraft(store.pk, self.county.variety.pk, (1 + number % 20) * TONNE)
        actions.record_unplanned(actor=self.lin, draft=draft, client_key=f"u{self.count}", now=self.now)

    def take_back(self, number: int) -> None:
        entries = list(Arrival.objects.order_by("pk"))
        if entries:
            entry = entries[number % len(entries)]
            actions.take_back_arrival(actor=self.lin, arrival_id=entry.pk, now=self.now)

    def withdraw(self, number: int) -> None:
        plans = list(StoragePlan.objects.filter(status=PlanStatus.ADOPTED).order_by("pk"))
        if plans:
            plan = plans[number % len(plans)]
            actions.withdraw_plan(actor=self.lin, plan_id=plan.pk, reason="试", now=self.now)

    def cancel(self, number: int) -> None:
        lots = list(PendingLot.objects.order_by("pk"))
        if lots and number % 3 == 0:
            actions.cancel_lot(actor=self.lin, lot_id=lots[number % len(lots)].pk, reason="试", now=self.now)

    def close_or_open(self, number: int) -> None:
        store = list(Store.objects.order_by("pk"))[number % 2]
        if store.closed_on:
            actions.reopen_store(actor=self.lin, store_id=store.pk, now=self.now)
        elif number % 5 == 0:
            actions.close_store(actor=self.lin, store_id=store.pk, reason="试", now=self.now)

    def check_promises(self, store_ids: set[int]) -> None:
        """Where the plan goes: what is stored and what is promised fit into the store, and every day through its door.

        Not asserted elsewhere: a later report may say that a store holds more than anybody thought.
        """
        for store in Store.objects.filter(pk__in=store_ids):
            capacity_g = sum(room.capacity_g for room in store.rooms.all())
            assert self.stored_g(store) + sum(open_g(store)) <= capacity_g
            assert max(door_g(store).values()) <= store.intake_g_per_day

    def stored_g(self, store: Store) -> int:
        """The newest report of each room, and the loads that came since the oldest of them and stand."""
        newest = [FillReport.objects.filter(room=room).order_by("-at", "-pk")[0] for room in store.rooms.all()]
        since = min(report.at for report in newest)
        standing = Arrival.objects.filter(expected__store=store, reverses__isnull=True, reversed_by__isnull=True)
        loads = [*standing, *UnplannedArrival.objects.filter(store=store)]
        return sum(r.stock_g for r in newest) + sum(a.weight_g for a in loads if a.at > since)


def lines_in_force(store: Store) -> list[ExpectedArrival]:
    return list(ExpectedArrival.objects.filter(store=store, is_cancelled=False, plan__status=PlanStatus.ADOPTED))


def open_g(store: Store) -> list[int]:
    return [line.weight_g for line in lines_in_force(store) if not sum(a.weight_g for a in line.arrivals.all())]


def door_g(store: Store) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for line in lines_in_force(store):
        found[line.day] += line.weight_g
    return found


def lots_g() -> int:
    return sum(PendingLot.objects.values_list("weight_g", flat=True))
