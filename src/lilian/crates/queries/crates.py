"""Who has how many crates of whose."""

from typing import TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor, Reach
from lilian.crates.models import Balance, Crate, Move
from lilian.kernel.refusal import NotFound

Row = TypeVar("Row", Balance, Move)
AT_HOME = Q(household__isnull=True, organisation=F("crate__owner"))


def crates(actor: Actor) -> QuerySet[Crate]:
    """Kinds of crates with `in_yard`, `out` and `deposit_fen` standing: those of owners the actor sees, or holds of."""
    actor.must("crates.see")
    reach = actor.reach("crates.see")
    of_kind = Balance.objects.filter(crate=OuterRef("pk")).order_by()
    found = Crate.objects.select_related("owner").annotate(
        in_yard=_sum(of_kind.filter(AT_HOME), "count"),
        out=_sum(of_kind.exclude(AT_HOME), "count"),
        standing_fen=_sum(of_kind.exclude(AT_HOME), "deposit_fen"),
    )
    if reach.everywhere:
        return found
    return found.filter(Q(owner__in=reach.organisation_ids) | Q(pk__in=_seen(reach).values("crate")))


def crate(actor: Actor, crate_id: int) -> Crate:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = crates(actor).filter(pk=crate_id).first()
    if found is None:
        raise NotFound()
    return found


def held(actor: Actor) -> QuerySet[Balance]:
    """What is out at holders, none with nothing; a grower sees the own household's."""
    actor.must("crates.see")
    out = Balance.objects.exclude(AT_HOME).exclude(count=0, deposit_fen=0)
    return _within(out, actor.reach("crates.see")).select_related("crate__owner", "organisation", "household")


def moves(actor: Actor) -> QuerySet[Move]:
    """What moved, the newest first."""
    actor.must("crates.see")
    found = _within(Move.objects.all(), actor.reach("crates.see"))
    return found.select_related("crate__owner", "organisation", "household").order_by("-pk")


def _seen(reach: Reach) -> QuerySet[Balance]:
    return _within(Balance.objects.exclude(count=0), reach)


def _within(rows: QuerySet[Row], reach: Reach) -> QuerySet[Row]:
    if reach.everywhere:
        return rows
    seen = Q(crate__owner__in=reach.organisation_ids) | Q(organisation__in=reach.organisation_ids)
    if reach.person_ids:
        seen |= Q(household__people__in=reach.person_ids)
    return rows.filter(seen).distinct()


def _sum(rows: QuerySet[Balance], field: str) -> Coalesce:
    return Coalesce(Subquery(rows.values("crate").annotate(sum=Sum(field)).values("sum")), 0)
