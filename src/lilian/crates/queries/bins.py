"""Which lot lay in which bin, from when until when."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lilian.base.actors import Actor
from lilian.crates.models import Bin, Filling
from lilian.crates.values import Filled


def bins(actor: Actor) -> QuerySet[Bin]:
    """Numbered bins with `lot_code`, what is in each now."""
    actor.must("crates.see")
    reach = actor.reach("crates.see")
    inside = Filling.objects.filter(bin=OuterRef("pk"), end__isnull=True).values("lot__code")[:1]
    found = Bin.objects.select_related("crate__owner").annotate(lot_code=Subquery(inside))
    return found if reach.everywhere else found.filter(crate__owner__in=reach.organisation_ids)


def lots_of_bin(actor: Actor, bin_id: int, *, at: datetime | None = None) -> list[Filled]:
    """All lots that ever lay in the bin, the newest first; with `at`, the one that did then."""
    rows = Filling.objects.filter(bin__in=bins(actor).filter(pk=bin_id))
    if at is not None:
        rows = rows.filter(Q(end__isnull=True) | Q(end__at__gt=at), since__lte=at)
    return _filled(rows.order_by("-pk"))


def bins_of_lot(actor: Actor, lot_id: int) -> list[Filled]:
    """All bins the lot ever lay in, with their times."""
    return _filled(Filling.objects.filter(lot=lot_id, bin__in=bins(actor)).order_by("pk"))


def _filled(rows: QuerySet[Filling]) -> list[Filled]:
    found = rows.select_related("bin", "lot", "end")
    ends = {row.pk: row.end.at if hasattr(row, "end") else None for row in found}
    return [Filled(row.bin.code, row.lot_id, row.lot.code, row.since, ends[row.pk]) for row in found]
