"""Which certificates stand for a lot, and which lots lack one."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lilian.base.actors import Actor
from lilian.certificates.models import Certificate, Collected, Part
from lilian.certificates.queries.collected import collected, looked_after
from lilian.certificates.queries.inherited import Inherits
from lilian.certificates.values import Basis, Form, Lacking, LotCertificate
from lilian.members.values import masked_name
from lilian.stock import queries as stock

if TYPE_CHECKING:
    from lilian.stock.models import Lot


def lacking(actor: Actor, *, permission: str = "certificates.issue") -> "QuerySet[Lot]":
    """Lots on hand of organisations where the actor issues, for which nothing stands; newest first.

    Neither a certificate of its own that counts, nor one that was taken in with it, nor one of what it was packed from:
    a lot that was mixed or split has none until it is issued anew.
    """
    actor.must(permission)
    reach = actor.reach(permission)
    own = Exists(Part.objects.filter(lot=OuterRef("pk"), certificate__void__isnull=True))
    found = stock.lots(actor).filter(~own, ~looked_after("pk"), ~Q(Inherits()))
    if not reach.everywhere:
        found = found.filter(Q(owner_id__in=reach.organisation_ids))
    return found.filter(balances__is_nowhere=False, balances__weight_g__gt=0).distinct().order_by("-pk")


def by_batch(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Lots of one day, owner and variety together, the newest day first."""
    return found.order_by("-made_on", "owner_name", "owner_id", "variety_id", "-pk")


def told(found: "QuerySet[Lot]") -> list[Lacking]:
    """What is shown of lots that lack a certificate, in their order."""
    rows = list(found)
    keys = [row.pk for row in rows]
    left, mixed = stock.left_g(keys), stock.made_of_others(keys)
    return [_lacking(row, left.get(row.pk, 0), row.pk in mixed) for row in rows]


def _lacking(row: "Lot", weight_g: int, mixed: bool) -> Lacking:
    owner_id, owner = getattr(row, "owner_id", 0), getattr(row, "owner_name", "") or ""
    return Lacking(row.pk, row.code, owner_id, owner, row.variety.name, row.variety_id, row.made_on, weight_g, mixed)


def flagged(actor: Actor) -> "QuerySet[Collected]":
    """What was taken in late and does not stand, of lots on hand for which nothing else stands."""
    found = collected(actor, permission="certificates.collect").exclude(misfit="").filter(given_back__isnull=True)
    on_hand = found.filter(lot__balances__is_nowhere=False, lot__balances__weight_g__gt=0)
    return on_hand.filter(~looked_after("lot")).distinct()


def of_lots(lot_ids: Collection[int]) -> list[LotCertificate]:
    """The certificates of these lots, the last first: what a page without sign-in may show of a box, whose lots and all
    they came out of the caller knows. A grower's name is masked; a void one is there and says so.
    """
    issued = Part.objects.filter(lot__in=lot_ids).select_related("certificate__void")
    taken_in = Collected.objects.filter(lot__in=lot_ids, misfit="", given_back__isnull=True).select_related(
        "certificate__void"
    )
    found = [*map(_issued, issued), *map(_taken_in, taken_in)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _issued(part: Part) -> LotCertificate:
    of = part.certificate
    return LotCertificate(
        number=of.number,
        promiser=masked_name(of.promiser) if of.household_id else of.promiser,
        weight_g=part.weight_g,
        at=of.issued_at,
        lot_id=part.lot_id,
        issued=True,
        form=Form(of.form),
        is_void=hasattr(of, "void"),
        is_ours=True,
        is_personal=of.household_id is not None,
        bases=_bases(of),
        test=of.test,
    )


def _taken_in(row: Collected) -> LotCertificate:
    """Who issued a foreign one may be a person: only a firm that is ours is named in full."""
    of = row.certificate
    is_personal = of is None or of.household_id is not None
    return LotCertificate(
        number=row.number,
        promiser=masked_name(row.issuer) if is_personal else row.issuer,
        weight_g=row.weight_g,
        at=row.at,
        lot_id=row.lot_id,
        issued=False,
        form=Form(of.form) if of else None,
        is_void=of is not None and hasattr(of, "void"),
        is_ours=of is not None,
        is_personal=is_personal,
        bases=_bases(of) if of else (),
        test=of.test if of else "",
    )


def _bases(of: Certificate) -> tuple[Basis, ...]:
    return tuple(Basis(basis) for basis in of.bases.split(","))
