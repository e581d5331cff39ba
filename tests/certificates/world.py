"""A certificate of each of two organisations, for the matrix of permissions."""

from django.utils import timezone

from lilian.catalog.models import Variety
from lilian.certificates.models import Certificate
from lilian.certificates.values import certificate_number
from lilian.members.models import Household, Organisation


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of certificates: (own, foreign), made where the page under test is about one."""
    if wanted != "certificate":
        return {}
    variety, now = Variety.objects.get(code="T-YLX"), timezone.now()
    made = [
        Certificate.objects.create(
            number=certificate_number(owner.pk),
            form="producer",
            organisation=owner,
            household=Household.objects.get(organisation=owner),
            promiser=owner.name,
            contact="13800008000",
            signed_by="试",
            variety=variety,
            weight_g=1_000,
            origin="试",
            bases="control",
            is_ahead=True,
            issued_at=now,
            at=now,
            issued_by="试",
            client_key=f"w-{owner.code}",
            digest="0" * 64,
        ).pk
        for owner in (home, away)
    ]
    return {"certificate": (made[0], made[1])}
