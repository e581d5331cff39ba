"""How a box stands, and whether anything was decided since one last looked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncDate

from lilian.brand import queries as brand
from lilian.certificates import queries as certificates
from lilian.kernel.refusal import NotFound
from lilian.packing import queries as packing
from lilian.packing.queries import Labelled
from lilian.passport.models import Consent, Opening
from lilian.passport.queries.pictures import picture_changes
from lilian.passport.rules import standing as rules
from lilian.passport.values import Standing
from lilian.stock import queries as stock
from lilian.trace import queries as trace

Version = tuple[int, ...]


def version() -> Version:
    """Differs from an earlier one if a lot was decided about, a box voided or called back, a packing closed, a
    certificate made void, a licence of a mark suspended or revoked, a consent given or withdrawn, or a picture of
    orchards kept or removed since: a page made before is to be made again. Nine look-ups, eight of them in indexes and
    one in a table of a row a picture.
    """
    said = Consent.objects.aggregate(newest=Max("pk"))["newest"] or 0
    decided = (stock.last_decided(), *packing.last_changes(), certificates.last_voided(), *brand.last_changes())
    return (*decided, said, *picture_changes())


def standing(box: Labelled, *, now: datetime) -> Standing:
    """By the one rule, which is trace's, and by how often its page was opened."""
    opened, stands = openings(box.box_id, now=now), trace.box_standing(box.code)
    if stands is None:
        raise NotFound()
    most = rules.Opened(settings.OFTEN_TIMES, settings.OFTEN_DAYS)
    return Standing(rules.state(stands, opened, most), opened.times)


def openings(box_id: int, *, now: datetime) -> rules.Opened:
    since = now - timedelta(days=rules.SPAN_DAYS)
    found = Opening.objects.filter(box=box_id, hour__gte=since).order_by()
    sums = found.aggregate(times=Sum("count"), days=Count(TruncDate("hour"), distinct=True))
    return rules.Opened(sums["times"] or 0, sums["days"])
