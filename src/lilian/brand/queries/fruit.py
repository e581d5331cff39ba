"""Fruit as the rules of a mark look at it, and how much of it labels may still stand for."""

from collections.abc import Collection, Iterator
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
MOST_LOTS = 500


def as_asked(lot: "Lot", grade_name: str = "") -> rules.Asked:
    """With where it grew, by shares that came down to it from all it was made of."""
    shares = stock.shares(lot.pk)
    homes = [(one.organisation_id, one.household_id, one.block_id) for one in shares]
    areas = (Area(village.township_code, village.village) for village in villages.nearest(homes))
    return rules.Asked(lot.code, lot.variety_id, lot.grade, list(zip(areas, shares.values(), strict=True)), grade_name)


def check_lots(actor: Actor, lot_ids: Collection[int], found: Rules) -> None:
    """:raises OtherFruit, BelowGrade, FromOutside: of the first lot that may not bear the mark
    :raises NotFound: if the actor may not see one
    """
    lots = {lot.pk: lot for lot in stock.lots(actor).filter(pk__in=lot_ids)}
    if len(lots) < len(set(lot_ids)):
        raise NotFound()
    bearing, names = as_bearing(found), catalog.grade_names() if lot_ids else {}
    for lot_id in lot_ids:
        rules.check_fruit(as_asked(lots[lot_id], names.get(lots[lot_id].grade, "")), bearing)


def fruit(actor: Actor, licence: Licence, found: Rules, day: date) -> list[Fruit]:
    """The holder's lots against which labels may be issued, oldest first: graded, grown in the area, certified.

    What came out of a lot is the same fruit: of two lots of one kin only the one labels stand for, or the older, is
    here.
    """
    lots = _candidates(actor, licence, found, day)
    keys = [lot.pk for lot in lots]
    certified, backed = certificates.certified_g(keys), backed_g(licence.mark_id)
    weighed = {key: sum(stock.shares(key).values()) for key in certified}
    bearing = as_bearing(found)
    sound = [lot for lot in lots if lot.pk in certified and rules.fits(as_asked(lot), bearing)]
    return [
        Fruit(lot.pk, lot.code, lot.grade, lot.made_on, min(certified[lot.pk], weighed[lot.pk]), backed.get(lot.pk, 0))
        for lot in _first_of_kin(sound, set(backed))
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
    return list(lots.filter(made_on__range=(since, day)).order_by("made_on", "pk")[:MOST_LOTS])


def _first_of_kin(lots: list["Lot"], backed: set[int]) -> Iterator["Lot"]:
    kin = _kin({lot.pk for lot in lots} | backed)
    seen: set[int] = set()
    for lot in sorted(lots, key=lambda lot: lot.pk not in backed):
        if lot.pk not in seen and (lot.pk in backed or not kin[lot.pk] & backed):
            seen |= kin[lot.pk]
            yield lot


def _kin(lot_ids: Collection[int]) -> dict[int, set[int]]:
    """Which of these lots came out of each other."""
    kin: dict[int, set[int]] = {lot_id: set() for lot_id in lot_ids}
    for lot_id, above in stock.ancestors(lot_ids).items():
        for parent_id in above & kin.keys():
            kin[lot_id].add(parent_id)
            kin[parent_id].add(lot_id)
    return kin


def backed_g(mark_id: int) -> dict[int, int]:
    """Grams of each lot that labels of a mark stand for; a lot without any is missing."""
    taken = Backing.objects.filter(issue__licence__mark=mark_id).order_by().values_list("lot_id")
    return dict(taken.annotate(sum=Sum("weight_g")).filter(sum__gt=0))
