"""Labels whose certificate became void after they were issued, and that no other certificate stands for."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Sum

from lilian.brand import rules
from lilian.brand.models import Backing, Issue, Licence
from lilian.certificates import queries as certificates


def uncertified(licence_ids: Collection[int]) -> dict[int, int]:
    """How many labels of each licence; one with none is missing. A label whose fruit lacks a gram of it counts."""
    bare = uncertified_g(licence_ids)
    found: dict[int, int] = defaultdict(int)
    for issue in Issue.objects.filter(pk__in=bare, licence__in=licence_ids):
        found[issue.licence_id] += -(-bare[issue.pk] // issue.grams)
    return dict(found)


def uncertified_g(licence_ids: Collection[int]) -> dict[int, int]:
    """Grams that lack a certificate by issue, of all issues whose labels stand for fruit that those of the licences
    stand for; one that lacks none is missing.

    Lots are looked at whole: what is certified of one stands for the oldest labels of its mark first.
    """
    # Labels were issued for no more than was certified: only where a certificate was lost can one lack it.
    hit = Backing.objects.filter(certificates.lost_lots(), issue__licence__in=licence_ids).order_by()
    lots = set(hit.values_list("lot_id", flat=True))
    certified = certificates.certified_g(lots)
    found: dict[int, int] = defaultdict(int)
    for (_, lot_id), backed in _backed(licence_ids, lots).items():
        for issue_id, weight_g in rules.uncovered(backed, certified.get(lot_id, 0)).items():
            found[issue_id] += weight_g
    return dict(found)


def _backed(licence_ids: Collection[int], lots: Collection[int]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """By mark and lot: pairs of an issue and the grams its labels stand for, those that came back left out."""
    marks = Licence.objects.filter(pk__in=licence_ids).values("mark")
    rows = Backing.objects.filter(lot__in=lots, issue__licence__mark__in=marks).order_by()
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for mark_id, lot_id, issue_id, weight_g in (
        rows.values_list("issue__licence__mark_id", "lot_id", "issue_id")
        .annotate(sum=Sum("weight_g"))
        .filter(sum__gt=0)
    ):
        found[mark_id, lot_id].append((issue_id, weight_g))
    return found
