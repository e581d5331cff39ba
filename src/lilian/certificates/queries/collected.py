"""Certificates that came with fruit."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from lilian.base.actors import Actor
from lilian.certificates.models import Collected, Photo
from lilian.certificates.values import tidied
from lilian.kernel.refusal import NotFound

STANDS = Q(misfit="", given_back__isnull=True) & (Q(certificate__isnull=True) | Q(certificate__void__isnull=True))


def collected(
    actor: Actor,
    *,
    permission: str = "certificates.see_collected",
    first_day: date | None = None,
    last_day: date | None = None,
    text: str = "",
    holder: str = "",
    misfit: bool | None = None,
) -> QuerySet[Collected]:
    """What the organisations reached took in, newest first.

    `text` is in its number or issuer, `holder` in the name of who took it in; `misfit` those that were flagged.
    """
    actor.must(permission)
    reach = actor.reach(permission)
    found = Collected.objects.select_related("organisation", "variety", "lot", "certificate__void", "given_back")
    if not reach.everywhere:
        found = found.filter(organisation_id__in=reach.organisation_ids)
    if first_day is not None:
        found = found.filter(day__gte=first_day)
    if last_day is not None:
        found = found.filter(day__lte=last_day)
    if holder.strip():
        found = found.filter(organisation__name__icontains=holder.strip())
    if misfit is not None:
        found = found.exclude(misfit="") if misfit else found.filter(misfit="")
    if text.strip():
        found = found.filter(Q(number__icontains=tidied(text)) | Q(issuer__icontains=text.strip()))
    return found


def one_collected(actor: Actor, collected_id: int, *, permission: str = "certificates.see_collected") -> Collected:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    one = collected(actor, permission=permission).filter(pk=collected_id).first()
    if one is None:
        raise NotFound()
    return one


def with_lot(actor: Actor, lot_id: int) -> list[Collected]:
    """What was taken in with a lot and not given back, newest first; nothing for who may not see any."""
    if not actor.may("certificates.see_collected"):
        return []
    return list(collected(actor).filter(lot=lot_id, given_back__isnull=True))


def stands_with(lot_id: int) -> bool:
    """Whether a certificate that stands was taken in with the lot."""
    return Collected.objects.filter(STANDS, lot=lot_id).exists()


def looked_after(lot: str = "lot") -> Exists:
    """Whether a certificate that stands was taken in with the same lot."""
    return Exists(Collected.objects.filter(STANDS, lot=OuterRef(lot)))


def has_photo(row: Collected) -> bool:
    return Photo.objects.filter(collected=row).exists()


def photo_of(actor: Actor, collected_id: int) -> bytes:
    """:raises NotFound: if there is none, or the actor may not see it"""
    photo = Photo.objects.filter(collected=one_collected(actor, collected_id)).first()
    if photo is None:
        raise NotFound()
    return bytes(photo.picture)
