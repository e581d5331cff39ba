"""What is meant to leave the stores."""

from collections import defaultdict
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from lilian.base.actors import Actor
from lilian.idling.models import PlannedWithdrawal

Wanted = dict[tuple[str, str, date], int]


def withdrawals(actor: Actor) -> QuerySet[PlannedWithdrawal]:
    """What counts now, by month: the newest row of each owner, variety, grade and month, if it is above 0."""
    actor.must("idling.see_withdrawals")
    same = {name: OuterRef(name) for name in ("owner", "variety", "grade", "month")}
    newest = PlannedWithdrawal.objects.filter(**same).order_by("-pk").values("pk")[:1]
    found = PlannedWithdrawal.objects.filter(pk=Subquery(newest), weight_g__gt=0).select_related("owner", "variety")
    reach = actor.reach("idling.see_withdrawals")
    return found if reach.everywhere else found.filter(owner_id__in=reach.organisation_ids)


def planned(actor: Actor, *, first: date, until: date) -> Wanted:
    """Grams by (variety, grade, month) over all owners, from `first` to before `until`."""
    summed: Wanted = defaultdict(int)
    rows = withdrawals(actor).filter(month__gte=first, month__lt=until)
    for variety, grade, month, weight_g in rows.values_list("variety__name", "grade", "month", "weight_g"):
        summed[variety, grade, month] += weight_g
    return dict(summed)
