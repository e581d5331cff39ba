"""A certificate that came with fruit is taken in: ours by its number, anyone else's as it stands on paper."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.certificates import queries, rules
from lilian.certificates.actions.refusals import DoesNotFit, PhotoThere
from lilian.certificates.models import Certificate, Collected, GivenBack, Photo
from lilian.certificates.values import MISFIT_NAMES, Brought, Misfit, looks_ours, tidied
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Word


@transaction.atomic
def collect(*, actor: Actor, brought: Brought, is_late: bool, client_key: str, now: datetime) -> int:
    """Take it in; return the record's key. The same client key again gives the same record.

    A number of ours is looked up. One that does not stand for the fruit is refused; but if `is_late`, the fruit was
    taken over while nobody could look, and it is recorded with why it does not stand.

    :raises DoesNotFit: as above; nothing is written then
    """
    actor.must("certificates.collect", organisation_id=brought.organisation_id)
    hold_name(f"certificates collected\n{client_key}", wait=True)
    if same := Collected.objects.filter(client_key=client_key).first():
        return same.pk
    number = tidied(brought.number)
    ours, wrong = _looked_up(number, brought)
    if wrong is not None and not is_late:
        raise DoesNotFit(number=number, why=Word(MISFIT_NAMES[wrong]))
    made = Collected.objects.create(
        organisation_id=brought.organisation_id,
        lot_id=brought.lot_id,
        certificate=ours,
        number=number,
        issuer=(ours.promiser if ours else brought.issuer.strip())[:80],
        variety_id=brought.variety_id,
        weight_g=brought.weight_g,
        misfit=wrong.value if wrong else "",
        day=timezone.localdate(now),
        at=now,
        collected_by=actor.name[:80],
        client_key=client_key,
    )
    data = {"number": number, "lot": brought.lot_id, "weight_g": brought.weight_g, "misfit": made.misfit}
    audit.record(actor=actor, event="certificates.collected", subject=made, at=now, data=data)
    return made.pk


def _looked_up(number: str, brought: Brought) -> tuple[Certificate | None, Misfit | None]:
    """Ours of this number, nobody else's until the transaction ends, and why it does not stand.

    A number that looks like ours and is not, for its check character is wrong, was read out or typed wrong.
    """
    if not looks_ours(number):
        return None, None
    found = Certificate.objects.select_for_update(of=("self",)).filter(number=number).first()
    return found, rules.misfit(brought, queries.standing(found) if found else None)


@transaction.atomic
def give_back(*, actor: Actor, lot_id: int, now: datetime) -> int:
    """The slip that made the lot is void: what was taken in with it stands for nothing here. Return how many."""
    actor.must("certificates.collect")
    rows = list(Collected.objects.filter(lot=lot_id, given_back__isnull=True))
    GivenBack.objects.bulk_create(GivenBack(collected=row, at=now) for row in rows)
    events = [audit.Said("certificates.given_back", row, {"number": row.number}) for row in rows]
    if events:
        audit.record_all(actor=actor, events=events, at=now)
    return len(rows)


@transaction.atomic
def add_photo(*, actor: Actor, collected_id: int, picture: bytes, now: datetime) -> None:
    """Keep what a collected certificate looks like.

    :raises PhotoThere, NotAPicture, NotFound: as the names say
    """
    found = queries.one_collected(actor, collected_id, permission="certificates.collect")
    if not picture:
        raise Invalid()
    rules.check_picture(picture)
    hold_name(f"certificates photo\n{collected_id}", wait=True)
    if Photo.objects.filter(collected=found).exists():
        raise PhotoThere()
    Photo.objects.create(collected=found, picture=picture, at=now)
    audit.record(actor=actor, event="certificates.photo_added", subject=found, at=now)
