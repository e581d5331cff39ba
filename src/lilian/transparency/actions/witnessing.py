"""Witnesses: who they are, and their words over our checkpoints."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from lilian.base import audit, outside
from lilian.base.actors import Actor
from lilian.kernel.refusal import AlreadyDone, NotFound
from lilian.tlog import cosignatures, notes
from lilian.tlog.notes import COSIGNATURE, Note, NoteWrong, VerifierKey
from lilian.transparency.actions.refusals import AddressNotCalled, NotAWitness, SameAddress, WitnessTaken, WordNotKnown
from lilian.transparency.models import Checkpoint, Cosignature, Submission, Witness


@transaction.atomic
def add_witness(*, actor: Actor, name: str, vkey: str, url: str = "", now: datetime) -> int:
    """Somebody who does not run this site may cosign from now on. At `url` it takes checkpoints; without, it comes for
    them.

    :raises NotAWitness: if it is not the key of a cosigner
    :raises WitnessTaken: if the name or the key is there already
    :raises AddressNotCalled: if nobody of ours would call there
    """
    actor.must("transparency.change")
    url = prefix(url)
    try:
        key = VerifierKey.parsed(vkey)
    except NoteWrong:
        raise NotAWitness() from None
    if key.kind != COSIGNATURE or not name.strip():
        raise NotAWitness()
    same = Witness.objects.filter(name=name.strip()) | Witness.objects.filter(vkey=str(key))
    if same.exists():
        raise WitnessTaken()
    made = Witness.objects.create(name=name.strip()[:80], vkey=str(key), since=now, added_by=actor.name[:80])
    if url:
        Submission.objects.create(witness=made, url=url)
    data = {"vkey": made.vkey, "url": url}
    audit.record(actor=actor, event="transparency.witness_added", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def move_witness(*, actor: Actor, witness_id: int, url: str, now: datetime) -> None:
    """It takes checkpoints at this address from now on; without one it comes for them.

    :raises AddressNotCalled, SameAddress, NotFound: as the names say
    """
    actor.must("transparency.change")
    url = prefix(url)
    found = Witness.objects.select_for_update().filter(pk=witness_id, until__isnull=True).first()
    if found is None:
        raise NotFound()
    before = Submission.objects.filter(witness=found).first()
    if url == (before.url if before else ""):
        raise SameAddress()
    Submission.objects.filter(witness=found).delete()
    if url:
        Submission.objects.create(witness=found, url=url)
    audit.record(actor=actor, event="transparency.witness_moved", subject=found, at=now, data={"url": url})


def allowed() -> outside.Allowed:
    """Where witnesses may be called."""
    return outside.Allowed(inner=settings.LOG_INNER_HOSTS)


def prefix(url: str) -> str:
    """The address that the protocol's own names are put behind; "" for none."""
    plain = url.strip().rstrip("/")
    try:
        parts = outside.checked(plain, allowed()) if plain else None
    except outside.Refused:
        raise AddressNotCalled() from None
    if parts and (parts.query or parts.fragment):
        raise AddressNotCalled()
    return plain


@transaction.atomic
def end_witness(*, actor: Actor, witness_id: int, now: datetime) -> None:
    """Its words are not taken from now on; those it gave stay.

    :raises AlreadyDone: if that is so
    """
    actor.must("transparency.change")
    found = Witness.objects.select_for_update().filter(pk=witness_id).first()
    if found is None:
        raise NotFound()
    if found.until:
        raise AlreadyDone()
    Witness.objects.filter(pk=found.pk).update(until=now)
    audit.record(actor=actor, event="transparency.witness_ended", subject=found, at=now)


@transaction.atomic
def take_cosignatures(*, note: str, now: datetime) -> int:
    """A checkpoint of ours that came back with the lines of witnesses below it; how many are new. Nobody signs in for
    this: the signature says who it is.

    :raises WordNotKnown: if it is no checkpoint of ours, or nobody known has cosigned it
    """
    try:
        given = Note.parsed(note)
        point = Checkpoint.objects.filter(note__startswith=f"{given.text}\n").first()
        witnesses = {VerifierKey.parsed(one.vkey): one for one in Witness.objects.filter(until__isnull=True)}
        seen = cosignatures.seen_by(given, list(witnesses))
    except NoteWrong:
        raise WordNotKnown() from None
    if point is None or not seen:
        raise WordNotKnown()
    return sum(_take(point, witnesses[one.key], one, given, now) for one in seen)


def _take(point: Checkpoint, witness: Witness, seen: cosignatures.Seen, given: Note, now: datetime) -> bool:
    signature = next(one.signature for one in given.signatures if one.of(seen.key))
    line = notes.signature_line(seen.key, signature)
    row, is_new = Cosignature.objects.get_or_create(
        checkpoint=point, witness=witness, defaults={"at": seen.at, "line": line}
    )
    if is_new:
        data = {"size": point.size}
        audit.record(actor=Actor(name=witness.name), event="transparency.cosigned", subject=row, at=now, data=data)
    return is_new
