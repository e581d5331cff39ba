"""A request for room of each of two organisations, for the matrix of permissions."""

from datetime import timedelta

from django.utils import timezone

from lilian.base.actors import system
from lilian.catalog.models import Variety
from lilian.keeping import actions
from lilian.keeping.values import RequestDraft
from lilian.members.models import Organisation


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    return {"room_request": (asked(home), asked(away))} if wanted == "room_request" else {}


def asked(owner: Organisation) -> int:
    variety, now = Variety.objects.first(), timezone.now()
    assert variety is not None
    first = timezone.localdate(now)
    draft = RequestDraft(owner.pk, variety.pk, 1_000_000, first, first + timedelta(days=10), 36.7, 110.9)
    return actions.ask_room(actor=system("test"), draft=draft, now=now)
