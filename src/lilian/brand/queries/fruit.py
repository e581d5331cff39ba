"""Fruit as the rules of a mark look at it, and how much of it labels may still stand for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum

from lilian.base.actors import Actor
from lilian.brand import rules
from lilian.brand.models import Ask, Backing, Licence, Rules
from lilian.brand.queries.marks import as_bearing, rules_on
from lilian.brand.values import Allowance, Allowed, Area, Fruit
from lilian.catalog import queries as catalog
from lilian.certificates import queries as certificates
from lilian.kernel.refusal import NotFound
from lilian.members.queries import villages
from lilian.stock import queries as stock

if TYPE_CHECKING:
    from lilian.stock.models import Lot

BACK_DAYS = 400  # a harvest and what is left of it
AT_ONCE = 10_000  # lots asked for by their keys


def as_asked(lots: Sequence["Lot"], names: Mapping[str, str] | None = None) -> dict[int, rules.Asked]:
    """Each with where it grew, by shares that came down to it from all it was made of; four questions however many.

    `names` are what its grade may be called.
    """
    grown = stock.grown([lot.pk for lot in lots])
    homes = list({home for shares in grown.values() for home in shares})
    asked = [(home.organisation_id, home.household_id, home.block_id) for home in homes]
    nearest = zip(homes, villages.nearest(asked), strict=True)
    areas = {home: Area(village.township_code, village.village) for home, village in nearest}
    found = {}
    for lot in lots:
        shares = [(areas[home], weight_g) for home, weight_g in grown.get(lot.pk, {}).items()]
        found[lot.pk] = rules.Asked(lot.code, lot.variety_id, lot.grade, shares, (names or {}).get(lot.grade, ""))
    return found


def check_lots(actor: Actor, lot_ids: Collection[int], found: Rules) -> None:
    """:raises OtherFruit, BelowGrade, FromOutside: of the first lot that may not bear the mark
    :raises NotFound: if the actor may not see one
    """
    lots = {lot.pk: lot for lot in stock.lots(actor).filter(pk__in=lot_ids)}
    if len(lots) < len(set(lot_ids)):
        raise NotFound()
    bearing, names = as_bearing(found), catalog.grade_names() if lot_ids else {}
    asked = as_asked(list(lots.values()), names)
    for lot_id in lot_ids:
        rules.check_fruit(asked[lot_id], bearing)


def fruit(actor: Actor, licence: Licence, found: Rules, day: date) -> list[Fruit]:
    """The holder's lots against which labels may be issued, oldest first: graded, grown in the area, certified.

    What came out of a lot is the same fruit: of two lots of one kin only the one labels stand for, or the older, is
    here.
    """
    lots = _candidates(actor, licence, found, day)
    certified, bearing = certificates.certified_g([lot.pk for lot in lots]), as_bearing(found)
    asked = as_asked([lot for lot in lots if lot.pk in certified])
    sound = [lot for lot in lots if lot.pk in asked and rules.fits(asked[lot.pk], bearing)]
    kin = _kin([lot.pk for lot in sound])
    backed = backed_g(licence.mark_id, kin.keys() | set().union(*kin.values()))
    return [
        Fruit(
            lot_id=lot.pk,
            code=lot.code,
            grade=lot.grade,
            made_on=lot.made_on,
            certified_g=min(certified[lot.pk], asked[lot.pk].whole_g),
            backed_g=backed.get(lot.pk, 0),
        )
        for lot in _first_of_kin(sound, kin, backed)
    ]


def allowance(actor: Actor, licence: Licence, day: date) -> Allowance:
    """What the holder's fruit is still enough for, by the rules in force that day.

    :raises NoRulesYet: if none are
    """
    found = rules_on(licence.mark_id, day)
    free_g = sum(each.free_g for each in fruit(actor, licence, found, day))
    asked = Ask.objects.filter(licence__mark=licence.mark_id, licence__organisation=licence.organisation_id)
    waiting = asked.filter(issue__isnull=True, refused__isnull=True).aggregate(sum=Sum(F("count") * F("kind__grams")))
    waiting_g = int(waiting["sum"] or 0)
    left_g = max(free_g - waiting_g, 0)
    kinds = (
        Allowed(kind.spec_id, kind.spec.name, kind.grams, kind.per_box, left_g // kind.grams)
        for kind in found.labels.all()
    )
    return Allowance(free_g, waiting_g, tuple(kinds))


def _candidates(actor: Actor, licence: Licence, found: Rules, day: date) -> list["Lot"]:
    grades = found.grades.strip(",").split(",")
    since = day - timedelta(days=BACK_DAYS)
    own = Q(owner_id=licence.organisation_id)
    lots = stock.lots(actor).filter(own, variety=found.variety_id, grade__in=grades)
    return list(lots.filter(made_on__range=(since, day)).order_by("made_on", "pk"))


def _first_of_kin(lots: Sequence["Lot"], kin: Mapping[int, set[int]], backed: Collection[int]) -> Iterator["Lot"]:
    seen: set[int] = set()
    for lot in sorted(lots, key=lambda lot: lot.pk not in backed):
        near = kin[lot.pk]
        if lot.pk not in seen and (lot.pk in backed or near.isdisjoint(backed)):
            seen |= near
            yield lot


def _kin(lot_ids: Collection[int]) -> dict[int, set[int]]:
    """All that each of these lots came out of, and all that came out of it."""
    above, below = stock.ancestors(lot_ids), stock.descendants(lot_ids)
    return {lot_id: above.get(lot_id, set()) | below.get(lot_id, set()) for lot_id in lot_ids}


def backed_g(mark_id: int, lot_ids: Collection[int]) -> dict[int, int]:
    """Grams of each of these lots that labels of a mark stand for; a lot without any is missing."""
    found: dict[int, int] = {}
    keys = sorted(lot_ids)
    for some in (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)):
        taken = Backing.objects.filter(lot__in=some, issue__licence__mark=mark_id).order_by().values_list("lot_id")
        found |= taken.annotate(sum=Sum("weight_g")).filter(sum__gt=0)
    return found
