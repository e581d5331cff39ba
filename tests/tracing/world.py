"""A parcel and a notice of each of two organisations, a recall and a drill, for the permission matrix."""

from django.utils import timezone

from lilian.base.actors import system
from lilian.catalog.models import Variety
from lilian.members.models import Household, Organisation
from lilian.parcels.models import Parcel
from lilian.stock import actions as stock
from lilian.stock.models import Location
from lilian.stock.queries import lot_codes
from lilian.stock.values import LocationDraft, LocationKind, LotDraft, Origin, Output, Posted, Receipt
from lilian.trace import actions
from lilian.trace.models import Notice
from lilian.trace.values import RecallDraft, Start, StartKind

SYSTEM = system("test")
KINDS = ("parcel", "recall", "notice", "drill")


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in KINDS:
        return {}
    now = timezone.now()
    fruit = [received(owner) for owner in (home, away)]
    start = Start(StartKind.LOT, lot_codes(fruit[0].lot_ids)[fruit[0].lot_ids[0]])
    recall = actions.open_recall(actor=SYSTEM, draft=RecallDraft(start, "x"), client_key="w", now=now)
    drill = actions.run_drill(actor=SYSTEM, start=start, now=now)
    notices = [
        Notice.objects.create(recall_id=recall, organisation=owner, boxes=1, net_g=2_500, at=now).pk
        for owner in (home, away)
    ]
    parcels = [sent(owner, one) for owner, one in zip((home, away), fruit, strict=True)]
    return {
        "parcel": (parcels[0], parcels[1]),
        "recall": (recall, recall),
        "notice": (notices[0], notices[1]),
        "drill": (drill, drill),
    }


def received(owner: Organisation) -> Posted:
    """Fruit of the owner's household, on a line of its own."""
    now = timezone.now()
    variety, _ = Variety.objects.get_or_create(code="W", defaults={"name": "世界梨"})
    draft = LocationDraft(f"FJ-{owner.code}", "线", LocationKind.LINE, owner.pk)
    line = stock.open_location(actor=SYSTEM, draft=draft, now=now)
    made = Output(LotDraft(variety.pk, owner.pk, owner.pk), line, 9_000, 0)
    origin = Origin(owner.pk, Household.objects.get(organisation=owner).pk)
    receipt = Receipt(made, ((origin, 9_000),), timezone.localdate(now))
    return stock.receive(actor=SYSTEM, receipt=receipt, client_key=f"w-{owner.code}", now=now)


def sent(owner: Organisation, fruit: Posted) -> int:
    """A parcel without boxes: the pages of a parcel ask who may see it."""
    now = timezone.now()
    line = Location.objects.get(code=f"FJ-{owner.code}")
    parcel = Parcel.objects.create(
        organisation=owner,
        location=line,
        receiver_name="王五水果行",
        day=timezone.localdate(now),
        loaded_at=now,
        written_at=now,
        entry_id=fruit.entry_id,
        client_key=f"w-{owner.code}",
    )
    return parcel.pk
