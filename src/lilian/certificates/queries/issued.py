"""Certificates that were issued, as lists and one at a time."""

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from lilian.base.actors import Actor
from lilian.certificates.models import Certificate, Collected, Part, Signature, Void
from lilian.certificates.values import tidied
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members


def certificates(
    actor: Actor,
    *,
    permission: str = "certificates.see",
    since: datetime | None = None,
    until: datetime | None = None,
    text: str = "",
    void: bool | None = None,
    lot_id: int | None = None,
    holder: str = "",
) -> QuerySet[Certificate]:
    """Those of organisations reached and of one's own household, newest first; `until` is left out.

    `text` is a number, or a part of the promiser's name; `holder` a part of the name of who took it in.
    """
    actor.must(permission)
    found = Certificate.objects.select_related("organisation", "variety", "void").filter(_seen(actor, permission))
    if since is not None:
        found = found.filter(issued_at__gte=since)
    if until is not None:
        found = found.filter(issued_at__lt=until)
    if void is not None:
        found = found.filter(void__isnull=not void)
    if lot_id is not None:
        found = found.filter(Exists(Part.objects.filter(certificate=OuterRef("pk"), lot=lot_id)))
    if holder.strip():
        held = Collected.objects.filter(certificate=OuterRef("pk"), organisation__name__icontains=holder.strip())
        found = found.filter(Exists(held))
    if text.strip():
        found = found.filter(Q(number=tidied(text)) | Q(promiser__icontains=text.strip()))
    return found


def _seen(actor: Actor, permission: str) -> Q:
    reach = actor.reach(permission)
    if reach.everywhere:
        return Q()
    seen = Q(organisation_id__in=reach.organisation_ids)
    if reach.person_ids:
        seen |= Q(household_id__in=members.households_of_people(reach.person_ids))
    return seen


def certificate(actor: Actor, certificate_id: int, *, permission: str = "certificates.see") -> Certificate:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    return _one(certificates(actor, permission=permission).filter(pk=certificate_id))


def certificate_named(actor: Actor, number: str) -> Certificate:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    return _one(certificates(actor).filter(number=tidied(number)))


def _one(found: QuerySet[Certificate]) -> Certificate:
    one = found.first()
    if one is None:
        raise NotFound()
    return one


def last_of(actor: Actor, organisation_id: int) -> Certificate | None:
    """What an organisation promised last: its hand and its phone are the likeliest of the next."""
    found = certificates(actor, permission="certificates.issue", void=False)
    return found.filter(organisation=organisation_id, household__isnull=True).first()


def in_full(found: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """The same with their lots and the certificates they name, whatever their number, in a few questions."""
    return found.prefetch_related("parts__lot", "named__collected", "named__earlier")


def parts_of(row: Certificate) -> list[Part]:
    """So many grams of which lot."""
    return list(row.parts.select_related("lot"))


def lot_codes_of(row: Certificate) -> list[str]:
    """The lots it stands for; none for one issued ahead."""
    return [part.lot.code for part in row.parts.all()]


def named_numbers(row: Certificate) -> list[str]:
    """The certificates it names, ours and those taken in."""
    named = (one.collected or one.earlier for one in row.named.all())
    return [one.number for one in named if one is not None]


def signature_of(certificate_ids: list[int]) -> dict[int, bytes]:
    """The hands under these certificates; one signed on paper alone is missing."""
    rows = Signature.objects.filter(certificate__in=certificate_ids).values_list("certificate_id", "picture")
    return {key: bytes(picture) for key, picture in rows}


def last_voided() -> int:
    """Grows whenever a certificate is made void."""
    return int(Void.objects.aggregate(newest=Max("pk"))["newest"] or 0)
