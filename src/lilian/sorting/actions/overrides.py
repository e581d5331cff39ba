"""A person decides against the line: one asks, with a reason, and a second one answers."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.kernel.refusal import AlreadyDone, NotFound
from lilian.sorting.actions.refusals import NoReason, SameGrade, SamePerson, UnknownGrade
from lilian.sorting.actions.runs import running
from lilian.sorting.models import Override, OverrideAnswer
from lilian.sorting.values import OverrideDraft


@transaction.atomic
def ask_override(*, actor: Actor, run_id: int, draft: OverrideDraft, client_key: str, now: datetime) -> int:
    """Ask that so much of a grade goes as another; nothing changes until a second person agrees.

    :raises NoReason, SameGrade, UnknownGrade, RunEnded: nothing is written then
    """
    hold_name(f"sorting override\n{client_key}", wait=True)
    if same := Override.objects.filter(client_key=client_key).first():
        return same.pk
    run = running(actor, run_id, "sorting.override")
    if not draft.reason.strip():
        raise NoReason()
    if draft.from_grade == draft.to_grade:
        raise SameGrade()
    known = {band.grade for band in catalog.version(run.standard_id).bands}
    for grade in (draft.from_grade, draft.to_grade):
        if grade not in known:
            raise UnknownGrade(grade=grade)
    made = Override.objects.create(
        run=run,
        from_grade=draft.from_grade,
        to_grade=draft.to_grade,
        weight_g=draft.weight_g,
        reason=draft.reason.strip()[:200],
        asked_at=now,
        asked_by=actor.name[:80],
        asker_id=actor.answerable_id,
        client_key=client_key,
    )
    data = {"run": run.code, "from": made.from_grade, "to": made.to_grade, "weight_g": made.weight_g}
    audit.record(actor=actor, event="sorting.override_asked", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def answer_override(*, actor: Actor, override_id: int, agreed: bool, now: datetime, note: str = "") -> None:
    """The second person's word.

    :raises SamePerson: if it is who asked
    :raises AlreadyDone: if it was answered before
    """
    actor.must("sorting.override")
    found = Override.objects.filter(pk=override_id).first()
    if found is None:
        raise NotFound()
    run = running(actor, found.run_id, "sorting.override")
    if actor.is_who(found.asker_id, found.asked_by):
        raise SamePerson()
    if OverrideAnswer.objects.filter(override=found).exists():
        raise AlreadyDone()
    made = OverrideAnswer.objects.create(
        override=found,
        agreed=agreed,
        note=note.strip()[:200],
        at=now,
        answered_by=actor.name[:80],
        asker_id=found.asker_id,
        answerer_id=actor.answerable_id,
    )
    data = {"run": run.code, "override": found.pk, "agreed": agreed}
    audit.record(actor=actor, event="sorting.override_answered", subject=made, at=now, data=data)
