"""Labels that are spoiled or come back, by the numbers printed on them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.brand import queries, rules
from lilian.brand.actions.refusals import LabelNotOnHand
from lilian.brand.models import Backing, Issue, Licence, Spent
from lilian.brand.values import Fate, Range, Taking, label_number, serial_in, tidied


@transaction.atomic
def spoil(*, actor: Actor, licence_id: int, first: str, last: str, note: str, now: datetime) -> int:
    """Labels from one number through another are damaged or lost and go on no box; return how many.

    Fruit they stood for stays taken: nobody can tell a spoiled label from one that was used on the quiet.

    :raises LabelNotOnHand: if they are not all of one issue, or something became of one already
    """
    found = queries.licence(actor, licence_id, permission="brand.report")
    return len(_spent(actor, found, (first, last), Fate.SPOILED, note, now)[1])


@transaction.atomic
def take_back(*, actor: Actor, licence_id: int, first: str, last: str, note: str, now: datetime) -> int:
    """Unused labels are back at the office; return how many. The fruit they stood for is free again.

    :raises LabelNotOnHand: as for spoiled ones
    """
    found = queries.licence(actor, licence_id, permission="brand.issue")
    made, numbers = _spent(actor, found, (first, last), Fate.RETURNED, note, now)
    _set_free(made, len(numbers) * made.issue.grams)
    return len(numbers)


def _spent(
    actor: Actor, licence: Licence, numbers: tuple[str, str], fate: Fate, note: str, now: datetime
) -> tuple[Spent, Range]:
    issue, wanted = _on_hand(licence, *map(tidied, numbers))
    made = Spent.objects.create(
        issue=issue,
        first=wanted.first,
        last=wanted.last,
        fate=fate.value,
        note=note.strip()[:200],
        at=now,
        spent_by=actor.name[:80],
    )
    data = {"licence": licence.number, "first": wanted.first, "last": wanted.last, "note": made.note}
    audit.record(actor=actor, event=f"brand.labels_{fate.value}", subject=made, at=now, data=data)
    return made, wanted


def _on_hand(licence: Licence, first: str, last: str) -> tuple[Issue, Range]:
    """The issue they are of, nobody else's until the transaction ends, and their range."""
    wrong = LabelNotOnHand(first=first, last=last)
    begin, end = serial_in(first), serial_in(last)
    if begin is None or end is None or end < begin:
        raise wrong
    issue = Issue.objects.select_for_update(of=("self",)).filter(licence=licence, first__lte=begin, last__gte=end)
    found = issue.first()
    if found is None:
        raise wrong
    wanted = Range(found.pk, begin, end)
    genuine = (label_number(begin, found.secret), label_number(end, found.secret)) == (first, last)
    if not genuine or not rules.is_free(wanted, queries.free_of(found)):
        raise wrong
    return found, wanted


def _set_free(made: Spent, weight_g: int) -> None:
    rows = Backing.objects.filter(issue=made.issue_id).order_by("lot_id").values_list("lot_id")
    left = [Taking(*row) for row in rows.annotate(sum=Sum("weight_g"))]
    for each in rules.freed(left, weight_g):
        Backing.objects.create(issue=made.issue, lot_id=each.lot_id, spent=made, weight_g=-each.weight_g)
