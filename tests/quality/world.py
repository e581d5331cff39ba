"""A scale, a lot and a sample of it of each of two organisations, for the matrix of permissions."""

from django.utils import timezone

from lilian.base.actors import system
from lilian.catalog.models import Variety
from lilian.members.models import Organisation
from lilian.quality import actions
from lilian.quality.values import Occasion, SampleDraft, ScaleDraft
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind, LotDraft, Origin, Output, Receipt


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in ("scale", "sample", "stock_lot"):
        return {}
    own, foreign = (made(owner) for owner in (home, away))
    return {kind: (own[kind], foreign[kind]) for kind in own}


def made(owner: Organisation) -> dict[str, int]:
    actor, now = system("test"), timezone.now()
    variety, _ = Variety.objects.get_or_create(code="Q", defaults={"name": "质检梨"})
    scale = ScaleDraft(owner.pk, f"Q-{owner.code}", "秤", 1, 6_000)
    place = LocationDraft(f"Q-{owner.code}", "点", LocationKind.LINE, owner.pk)
    point = stock.open_location(actor=actor, draft=place, now=now)
    output = Output(LotDraft(variety.pk, owner.pk, owner.pk), point, 1_000)
    receipt = Receipt(output, ((Origin(owner.pk), 1_000),), timezone.localdate(now))
    lot = stock.receive(actor=actor, receipt=receipt, client_key=f"q-{owner.code}", now=now).lot_ids[0]
    sample = SampleDraft(owner.pk, lot, Occasion.RECEIVED, 10)
    return {
        "scale": actions.add_scale(actor=actor, draft=scale, now=now),
        "stock_lot": lot,
        "sample": actions.take_sample(actor=actor, draft=sample, client_key=f"q-{owner.code}", now=now),
    }
