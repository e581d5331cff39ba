"""Runs as they are listed and as one is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.sorting.models import Closing, LineFile, Override, Run, RunInput
from lilian.sorting.values import RunState
from lilian.stock import queries as stock


@dataclass(frozen=True)
class RunCard:
    run_id: int
    code: str
    line: str
    location_id: int
    organisation_id: int
    variety: str
    standard_id: int
    day: date
    tank: int
    cleaned_at: datetime
    opened_by: str
    state: RunState
    taken_g: int
    lost_g: int | None
    reason: str
    note: str


@dataclass(frozen=True)
class OverrideCard:
    """`agreed` is None until a second person answers."""

    override_id: int
    from_grade: str
    to_grade: str
    weight_g: int | None
    reason: str
    asked_by: str
    asker_id: int | None
    agreed: bool | None
    answered_by: str
    note: str


@dataclass(frozen=True)
class InputCard:
    """So much of a lot that went in; `mark` is what the line's file calls it."""

    lot: str
    location: str
    weight_g: int
    mark: str


@dataclass(frozen=True)
class FileCard:
    name: str
    profile: str
    rows: int
    left_out: int
    at: datetime
    sent_by: str


def runs(actor: Actor) -> QuerySet[Run]:
    """Runs on lines the actor reaches, and those their own household's fruit went through; newest first."""
    actor.must("sorting.see")
    reach = actor.reach("sorting.see")
    found = Run.objects.select_related("location", "variety", "closing")
    if reach.everywhere:
        return found
    seen = Q(location__organisation_id__in=reach.organisation_ids)
    if reach.person_ids:
        own = RunInput.objects.filter(run=OuterRef("pk"), lot__shares__household__people__in=reach.person_ids)
        seen |= Q(Exists(own))
    return found.filter(seen)


def cards(found: QuerySet[Run]) -> list[RunCard]:
    return [_card(run) for run in found.annotate(put_in_g=Sum("inputs__weight_g"), count=Count("inputs"))]


def card(actor: Actor, run_id: int) -> RunCard:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = cards(runs(actor).filter(pk=run_id))
    if not found:
        raise NotFound()
    return found[0]


def _card(run: Run) -> RunCard:
    closing: Closing | None = getattr(run, "closing", None)
    state = RunState.OPEN if closing is None else RunState.CLOSED if closing.entry_id else RunState.BROKEN_OFF
    return RunCard(
        run_id=run.pk,
        code=run.code,
        line=run.location.name,
        location_id=run.location_id,
        organisation_id=int(run.location.organisation_id or 0),
        variety=run.variety.name,
        standard_id=run.standard_id,
        day=run.day,
        tank=run.tank,
        cleaned_at=run.cleaned_at,
        opened_by=run.opened_by,
        state=state,
        taken_g=int(getattr(run, "put_in_g", 0) or 0),
        lost_g=closing.lost_g if closing and closing.entry_id else None,
        reason=closing.reason if closing else "",
        note=run.note,
    )


def inputs(actor: Actor, run_id: int) -> list[InputCard]:
    """What went in, of the lots the actor may see; the run is one the actor may see."""
    rows = RunInput.objects.filter(run=run_id, lot__in=stock.lots(actor).values("pk")).select_related("lot", "location")
    return [InputCard(row.lot.code, row.location.name, row.weight_g, row.mark) for row in rows]


def line_files(run_id: int) -> list[FileCard]:
    """In the order they came; the run is one the actor may see."""
    rows = LineFile.objects.filter(run=run_id)
    return [FileCard(row.name, row.profile, row.rows, row.left_out, row.at, row.sent_by) for row in rows]


def overrides(run_id: int) -> list[OverrideCard]:
    """In the order they were asked for; the run is one the actor may see."""
    found = []
    for row in Override.objects.filter(run=run_id).select_related("answer").order_by("pk"):
        answer = getattr(row, "answer", None)
        found.append(
            OverrideCard(
                override_id=row.pk,
                from_grade=row.from_grade,
                to_grade=row.to_grade,
                weight_g=row.weight_g,
                reason=row.reason,
                asked_by=row.asked_by,
                asker_id=row.asker_id,
                agreed=answer.agreed if answer else None,
                answered_by=answer.answered_by if answer else "",
                note=answer.note if answer else "",
            )
        )
    return found


def unanswered(actor: Actor) -> list[tuple[int, str]]:
    """Key and code of each open run in which somebody else's override waits for an answer."""
    waiting = Override.objects.filter(run=OuterRef("pk"), answer__isnull=True)
    if actor.answerable_id is not None:
        waiting = waiting.filter(Q(asker__isnull=True) | ~Q(asker=actor.answerable_id))
    found = runs(actor).filter(Exists(waiting), closing__isnull=True)
    return list(found.values_list("pk", "code"))


def run_of_override(actor: Actor, override_id: int) -> int | None:
    """The run it is about; None if there is none the actor may see."""
    return runs(actor).filter(overrides=override_id).values_list("pk", flat=True).first()
