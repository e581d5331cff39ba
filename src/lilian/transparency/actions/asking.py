"""Witnesses that take checkpoints are asked for their word, by the worker, outside any transaction.

A round finds who has not cosigned the newest checkpoint; a job each asks, so that one that is slow holds up nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lilian.base import audit, jobs, outside
from lilian.base.actors import Actor, system
from lilian.base.jobs import Run
from lilian.kernel.refusal import NotFound
from lilian.tlog import merkle, submission
from lilian.tlog.notes import NoteWrong, VerifierKey
from lilian.tlog.submission import NoWord, SizeIsNot, Unheard
from lilian.transparency import rules
from lilian.transparency.actions.refusals import WordNotKnown
from lilian.transparency.actions.witnessing import allowed, take_cosignatures
from lilian.transparency.models import Checkpoint, Cosignature, Submission
from lilian.transparency.queries import tree
from lilian.transparency.values import Silence

KIND = "transparency.ask_witness"
HEADERS = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "lilian"}
ME = system("log")
WHY = {
    Unheard.LOG_UNKNOWN: Silence.LOG_UNKNOWN,
    Unheard.KEY_NOT_TRUSTED: Silence.KEY_NOT_TRUSTED,
    Unheard.CONTRADICTED: Silence.CONTRADICTED,
    Unheard.CONFLICT: Silence.CONTRADICTED,  # without a size: another tree of this one
}


@dataclass(frozen=True)
class Answer:
    """The note with its line, or why there is none."""

    note: str = ""
    silence: Silence | None = None
    detail: str = ""


def newest() -> Checkpoint | None:
    """The checkpoint to be cosigned."""
    return Checkpoint.objects.order_by("-pk").select_related("key").first()


def start_due(*, now: datetime) -> int:
    """Start a job for every witness that has not cosigned the newest checkpoint and was not just asked; how many."""
    point = newest()
    if point is None:
        return 0
    has_word = Cosignature.objects.filter(witness=OuterRef("witness_id"), checkpoint=point)
    new = Q(asked_at__isnull=True) | Q(asked_at__lt=point.at) | Q(asked_at__lte=now - rules.ASKED_AGAIN)
    due = Submission.objects.filter(new, ~Exists(has_word), witness__until__isnull=True)
    for key, asked_at in list(due.values_list("pk", "asked_at")):
        name = f"{KIND}:{key}:{point.pk}:{asked_at or ''}"
        jobs.start(actor=ME, kind=KIND, arguments={"submission": key}, key=name, now=now)
    return len(due)


@jobs.handler(KIND)
def do_ask(run: Run) -> None:
    found = Submission.objects.select_related("witness").filter(pk=run.arguments["submission"]).first()
    point, now = newest(), timezone.now()
    if found is None or point is None:
        return
    answer = asked(found, point, now)
    run.result = {"silence": answer.silence or "", "size": point.size}
    with run.finishing():
        keep(found, answer, now)


def ask(*, actor: Actor, witness_id: int, now: datetime) -> Answer:
    """Ask this one now, whatever it said before.

    :raises NotFound: if it takes no checkpoints, or there is none
    """
    actor.must("transparency.sign")
    found = (
        Submission.objects.select_related("witness").filter(witness_id=witness_id, witness__until__isnull=True).first()
    )
    point = newest()
    if found is None or point is None:
        raise NotFound()
    answer = asked(found, point, now)
    with transaction.atomic():
        keep(found, answer, now)
    return answer


def asked(where: Submission, point: Checkpoint, now: datetime) -> Answer:
    """What it says to this checkpoint, whatever goes wrong on the way."""
    try:
        return _word(where, point, now)
    except NoWord as none:
        why = WHY.get(none.why) if none.why else None
        return Answer("", why or Silence.NOT_UNDERSTOOD, none.text)
    except NoteWrong as wrong:
        return Answer("", Silence.NOT_ITS_WORD, str(wrong))
    except outside.Refused as wrong:
        return Answer("", Silence.ADDRESS_REFUSED, str(wrong))
    except (OSError, HTTPException) as wrong:
        return Answer("", Silence.NOT_REACHED, str(wrong) or type(wrong).__name__)


def _word(where: Submission, point: Checkpoint, now: datetime) -> Answer:
    """Asked from the size it cosigned last as we know it; where it names another, once more from that."""
    last = Cosignature.objects.filter(witness_id=where.witness_id, checkpoint__key__name=point.key.name)
    known = last.order_by("-checkpoint__size").values_list("checkpoint__size", flat=True).first() or 0
    try:
        return _asked_from(known, where, point, now)
    except SizeIsNot as told:
        its = told.size
    if its > point.size:
        return Answer("", Silence.AHEAD, f"{its} > {point.size}")
    try:
        return _asked_from(its, where, point, now)
    except SizeIsNot as again:  # it says that size is not its own, or has another tree of just this one
        same = again.size == its == point.size
        return Answer("", Silence.CONTRADICTED if same else Silence.NOT_UNDERSTOOD, f"409, {again.size}")


def _asked_from(old: int, where: Submission, point: Checkpoint, now: datetime) -> Answer:
    proof = merkle.consistency_proof(old, point.size, tree.ranges(point.size))
    body = submission.body(old, proof, point.note)
    url = f"{where.url}/{submission.PATH}"
    reply = outside.post(url, body, HEADERS, allowed(), most_bytes=submission.MOST_ANSWER_BYTES)
    key = VerifierKey.parsed(where.witness.vkey)
    seen, full = submission.heard(reply.status, reply.body, point.note, key)
    if seen.at > now + rules.CLOCK_AHEAD:
        return Answer("", Silence.CLOCK_WRONG, seen.at.isoformat())
    return Answer(full)


def keep(where: Submission, answer: Answer, now: datetime) -> None:
    """Its word, or why it gave none; that is audited where it is another reason than before. In a transaction."""
    silence, detail = answer.silence or "", answer.detail[:200]
    same = Submission.objects.select_for_update().filter(pk=where.pk)
    before = same.values_list("silence", flat=True).first()
    if before is None:  # it moved meanwhile: what the old address said is nobody's word
        return
    same.update(asked_at=now, silence=silence, detail=detail)
    if answer.note:
        _take(answer.note, now)
    if silence and silence != before:
        data = {"silence": silence, "detail": detail, "host": urlsplit(where.url).hostname}
        audit.record(actor=ME, event="transparency.witness_silent", subject=where.witness, at=now, data=data)


def _take(note: str, now: datetime) -> None:
    try:
        take_cosignatures(note=note, now=now)
    except WordNotKnown:  # the witness was ended while it was asked
        return
