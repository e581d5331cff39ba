"""Marks are added, and each gets new rules."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.brand import rules
from lilian.brand.actions.refusals import GradeNotThere, LabelTooSmall, MarkTaken, RulesReachBack
from lilian.brand.models import LabelKind, Mark, Rules
from lilian.brand.values import LabelDraft, MarkDraft, RulesDraft
from lilian.catalog import queries as catalog
from lilian.catalog.values import StandardInForce
from lilian.kernel.refusal import Invalid, NotFound
from lilian.packing import queries as packing


@transaction.atomic
def add_mark(*, actor: Actor, draft: MarkDraft, now: datetime) -> int:
    """:raises MarkTaken: if its code is there already"""
    actor.must("brand.license")
    hold_name("brand marks", wait=True)
    code = draft.code.strip().upper()
    if not code or not draft.name.strip() or not draft.owner.strip():
        raise Invalid()
    if Mark.objects.filter(code=code).exists():
        raise MarkTaken(given=code)
    mark = Mark.objects.create(
        code=code,
        name=draft.name.strip(),
        kind=draft.kind.value,
        owner=draft.owner.strip(),
        registration=draft.registration.strip(),
        at=now,
    )
    audit.record(actor=actor, event="brand.mark_added", subject=mark, at=now, data={"code": code, "name": mark.name})
    return mark.pk


@transaction.atomic
def publish_rules(*, actor: Actor, mark_id: int, draft: RulesDraft, now: datetime) -> int:
    """The next version. It counts from its day on; the first may count from any day.

    :raises NoRules, WrongFigures, GradeNotThere, LabelTooSmall: if it is no rule
    :raises RulesReachBack: if its day is gone by, or not after that of the version before
    """
    actor.must("brand.license")
    mark = Mark.objects.select_for_update().filter(pk=mark_id).first()
    if mark is None:
        raise NotFound()
    rules.check_rules(draft)
    standard = catalog.version(draft.version_id)
    _check_grades(standard, draft)
    _check_labels(actor, draft, timezone.localdate(now))
    number = _next_number(mark, draft.effective_from, timezone.localdate(now))
    made = _written(mark, number, draft, now)
    data = {"mark": mark.code, "number": made.number, "effective_from": made.effective_from.isoformat()}
    audit.record(actor=actor, event="brand.rules_published", subject=made, at=now, data=data)
    return made.pk


def _check_grades(standard: StandardInForce, draft: RulesDraft) -> None:
    """:raises GradeNotThere: if the standard's version has no such grade"""
    there = {band.grade for band in standard.bands}
    for grade in draft.grades:
        if grade not in there:
            raise GradeNotThere(grade=grade)


def _check_labels(actor: Actor, draft: RulesDraft, day: date) -> None:
    """:raises LabelTooSmall: if the labels of a box stand for less than it holds"""
    specs = {card.spec_id: card for card in packing.specs(actor, day)}
    for label in draft.labels:
        card = specs.get(label.spec_id)
        if card is None:
            raise NotFound()
        if label.grams * label.per_box < card.figures.label_g:
            raise LabelTooSmall(spec=card.name, label=card.figures.label_g, grams=label.grams * label.per_box)


def _next_number(mark: Mark, effective_from: date, today: date) -> int:
    last = Rules.objects.filter(mark=mark).aggregate(day=Max("effective_from"), number=Max("number"))
    if last["number"] is None:
        return 1
    earliest = max(today, last["day"]) + timedelta(days=1)
    if effective_from < earliest:
        raise RulesReachBack(earliest=earliest)
    return int(last["number"]) + 1


def _written(mark: Mark, number: int, draft: RulesDraft, now: datetime) -> Rules:
    made = Rules.objects.create(
        mark=mark,
        number=number,
        variety_id=draft.variety_id,
        version_id=draft.version_id,
        grades=f",{','.join(dict.fromkeys(draft.grades))},",
        areas=[[area.township_code, area.village] for area in sorted(set(draft.areas))],
        outside=draft.outside,
        report_day=draft.report_day,
        effective_from=draft.effective_from,
        source=draft.source.strip()[:200],
        at=now,
    )
    LabelKind.objects.bulk_create(_kind(made, label) for label in draft.labels)
    return made


def _kind(made: Rules, label: LabelDraft) -> LabelKind:
    return LabelKind(rules=made, spec_id=label.spec_id, grams=label.grams, per_box=label.per_box)
