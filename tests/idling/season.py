"""A low season to know by heart: 12 t in each of three rooms that would hold 150 t, and 6 t a month to leave."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.idling import actions
from lilian.idling.models import IdlingPlan, TransferTask
from lilian.idling.values import MeterDraft, WithdrawalDraft
from lilian.kernel.months import first_of, month_after
from lilian.members.models import Household
from lilian.stock import actions as stock
from lilian.stock.values import LotDraft, Origin, Output, Receipt
from lilian.storage import actions as storage
from lilian.storage.models import Room
from tests.storage.stores import work_off
from tests.web.plans_site import terms
from tests.web.stores_site import ACTOR, Site, the_site

TONNE = 1_000_000
MONTHS = 3


@dataclass(frozen=True)
class Season:
    """`rooms`: K1-1号库, K1-2号库, K2-1号库; each with its location and one lot."""

    site: Site
    rooms: tuple[Room, ...]
    locations: tuple[int, ...]
    lots: tuple[int, ...]
    now: datetime

    @property
    def month(self) -> date:
        return first_of(timezone.localdate(self.now))

    def actor(self, name: str = "lin") -> Actor:
        return self.site.cast.actor(name)


def code_of(room: Room) -> str:
    return f"{room.store.code}-{room.code}"


def the_season(tonnes: int = 12) -> Season:
    site, now = the_site(), timezone.now()
    terms()
    rooms = tuple(Room.objects.select_related("store").order_by("store__code", "code"))
    Household.objects.create(code="H1", organisation_id=site.cast.coop)
    locations = tuple(location(room, now) for room in rooms)
    lots = tuple(put(site, room, where, tonnes, now) for room, where in zip(rooms, locations, strict=True))
    made = Season(site, rooms, locations, lots, now)
    leave(made, dict.fromkeys(range(MONTHS), tonnes // 2))
    return made


def location(room: Room, now: datetime) -> int:
    return storage.put_on_books(actor=ACTOR, room_id=room.pk, now=now, with_stock=True)


def put(site: Site, room: Room, where: int, tonnes: int, now: datetime, key: str = "") -> int:
    """A lot of first grade that came straight into the room."""
    owner = room.store.organisation_id
    draft = LotDraft(site.variety.pk, owner, owner, "一级", harvest_date=timezone.localdate(now) - timedelta(days=40))
    receipt = Receipt(
        Output(draft, where, tonnes * TONNE),
        ((Origin(owner), tonnes * TONNE),),
        timezone.localdate(now),
    )
    return stock.receive(actor=ACTOR, receipt=receipt, client_key=f"put:{room.pk}:{key}", now=now).lot_ids[0]


def leave(season: Season, tonnes_by_month: dict[int, int], grade: str = "") -> int:
    """What Guo's co-operative means to take out."""
    drafts = [
        WithdrawalDraft(
            owner_id=season.site.cast.coop,
            variety_id=season.site.variety.pk,
            month=month_after(season.month, month),
            weight_g=tonnes * TONNE,
            grade=grade,
        )
        for month, tonnes in tonnes_by_month.items()
    ]
    return actions.plan_withdrawals(actor=ACTOR, drafts=drafts, now=season.now)


def solved(season: Season, months: int = MONTHS) -> IdlingPlan:
    """A plan from this month on, worked out."""
    pk = actions.start_plan(actor=ACTOR, first_month=season.month, months=months, now=season.now)
    work_off()
    return IdlingPlan.objects.select_related("run").get(pk=pk)


def adopted(season: Season) -> IdlingPlan:
    plan = solved(season)
    actions.adopt_plan(actor=ACTOR, plan_id=plan.pk, now=season.now)
    plan.refresh_from_db()
    return plan


def tasks(plan: IdlingPlan) -> list[TransferTask]:
    return list(TransferTask.objects.filter(plan=plan).order_by("pk"))


def read(season: Season, room: Room, kwh: float, days_ago: float, **said: object) -> tuple[int, ...]:
    at = season.now - timedelta(days=days_ago)
    draft = MeterDraft(room.pk, round(kwh * 1_000), at, **said)  # type: ignore[arg-type]
    key = f"{room.pk}:{days_ago}"
    return actions.read_meters(actor=ACTOR, drafts=[draft], client_key=key, source="form", now=season.now)


def keeper(season: Season, home: int) -> Actor:
    """A keeper of that organisation."""
    from lilian.base.actors import Duty

    return Actor(name="守库", duties=(Duty(Role.KEEPER, home, frozenset({home})),))
