"""A wrong entry is taken back by its counter-entry; one that a document of another module tells of, by that module."""

from datetime import date, datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.base.tellers import module_name, told_by
from lilian.kernel.refusal import NotFound
from lilian.stock.actions.fruit import check_posting
from lilian.stock.actions.posting import Draft, post, posted_before
from lilian.stock.actions.refusals import AlreadyReversed, NoReason, ToldElsewhere
from lilian.stock.models import Entry
from lilian.stock.models import Line as LineRow
from lilian.stock.values import EntryKind, Line, Posted, Spot


@transaction.atomic
def reverse(
    *, actor: Actor, entry_id: int, reason: str, client_key: str, day: date, now: datetime, by: str = ""
) -> Posted:
    """The counter-entry of a wrong one, on an open day; what it brought must still be there to be taken back.

    `by` is the module (its app label) whose own documents follow: only it takes back what they tell of.

    :raises ToldElsewhere: if a document of another module than `by` tells of the entry and would go on telling
    :raises AlreadyReversed, NoReason, NotEnough: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    draft = Draft(EntryKind.REVERSE, day, client_key, (entry_id, reason), reason.strip(), reverses_id=entry_id)
    if same := posted_before(draft):
        return same
    wrong = Entry.objects.select_for_update().filter(pk=entry_id).first()
    if wrong is None:
        raise NotFound()
    if wrong.reverses_id or Entry.objects.filter(reverses=wrong).exists():
        raise AlreadyReversed()
    for label in told_by(wrong):
        if label != by:
            raise ToldElsewhere(module=module_name(label))
    stood = LineRow.objects.filter(entry=wrong)
    lines = [Line(Spot(row.lot_id, row.location_id), -row.weight_g, -row.pieces) for row in stood]
    check_posting(actor, lines, day, now, "stock.reverse")
    return Posted(post(actor, draft, lines, now))
