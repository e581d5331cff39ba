"""What anybody may read who holds a certificate's number."""

from lilian.certificates.models import Certificate
from lilian.certificates.values import Basis, Form, PublicCertificate, is_ours, tidied
from lilian.kernel.refusal import NotFound
from lilian.members.values import masked_name, masked_phone


def public(number: str) -> PublicCertificate:
    """A certificate by its number, whose ten random characters nobody guesses. A grower's phone is masked.

    :raises NotFound: if there is none
    """
    bare = tidied(number)
    rows = Certificate.objects.select_related("variety", "void").prefetch_related("parts__lot")
    found = rows.filter(number=bare).first() if is_ours(bare) else None
    if found is None:
        raise NotFound()
    void = getattr(found, "void", None)
    return PublicCertificate(
        number=found.number,
        form=Form(found.form),
        bases=tuple(Basis(basis) for basis in found.bases.split(",")),
        test=found.test,
        used=found.used,
        variety=found.variety.name,
        weight_g=found.weight_g,
        origin=found.origin,
        issued_at=found.issued_at,
        promiser=found.promiser,
        contact=masked_phone(found.contact) if found.household_id else found.contact,
        signed_by=masked_name(found.signed_by) if found.signed_by != found.promiser else "",
        lots=tuple(part.lot.code for part in found.parts.all()),
        voided_at=void.at if void else None,
        void_reason=void.reason if void else "",
    )
