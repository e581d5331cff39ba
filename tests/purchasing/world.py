"""A campaign that everybody may join, for the matrix of permissions."""

from datetime import timedelta

from django.utils import timezone

from lilian.members.models import Organisation
from lilian.purchasing.models import Campaign


def records(home: Organisation, _away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted != "campaign":
        return {}
    now = timezone.now()
    made = Campaign.objects.create(
        name="春肥",
        organiser=home,
        stage="collecting",
        needs_until=now + timedelta(days=1),
        quotes_until=now + timedelta(days=2),
        opened_at=now,
    )
    return {"campaign": (made.pk, made.pk)}
