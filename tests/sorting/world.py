"""A run of each of two organisations, of its own household's fruit, for the matrix of permissions."""

from datetime import timedelta

from django.utils import timezone

from lilian.base.actors import system
from lilian.catalog import actions as catalog
from lilian.catalog.models import Variety
from lilian.members.models import Household, Organisation
from lilian.sorting import actions
from lilian.sorting.values import InputDraft, RunDraft
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind, LotDraft, Origin, Output, Receipt
from tests.sorting.standards import BANDS


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of (own, foreign), made where the page under test is about a run."""
    if wanted != "run":
        return {}
    actor, now = system("test"), timezone.now()
    variety, _ = Variety.objects.get_or_create(code="W", defaults={"name": "世界梨"})
    standard = catalog.add_standard(actor=actor, code="W", name="县标准", variety_id=variety.pk, now=now)
    day = timezone.localdate(now) - timedelta(days=9)
    catalog.publish_version(actor=actor, standard_id=standard, effective_from=day, bands=BANDS, source="测试", now=now)
    return {"run": (run_of(home, "H1", variety.pk), run_of(away, "H2", variety.pk))}


def run_of(owner: Organisation, household: str, variety_id: int) -> int:
    actor, now = system("test"), timezone.now()
    line = stock.open_location(
        actor=actor, draft=LocationDraft(f"FX-{owner.code}", "线", LocationKind.LINE, owner.pk), now=now
    )
    origin = Origin(owner.pk, Household.objects.get(code=household).pk)
    made = Output(LotDraft(variety_id, owner.pk, owner.pk), line, 9_000, 0)
    receipt = Receipt(made, ((origin, 9_000),), timezone.localdate(now))
    lot = stock.receive(actor=actor, receipt=receipt, client_key=f"w-{owner.code}", now=now).lot_ids[0]
    draft = RunDraft(line, (InputDraft(lot, line, 9_000),), now)
    return actions.open_run(actor=actor, draft=draft, client_key=f"w-{owner.code}", now=now)
