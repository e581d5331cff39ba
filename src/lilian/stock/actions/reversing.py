"""A wrong entry is taken back by its counter-entry; one that a document of another module tells of, by that module."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from django.apps import apps
from django.db import models, transaction

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.stock.actions.fruit import check_posting
from lilian.stock.actions.posting import Draft, post, posted_before
from lilian.stock.actions.refusals import AlreadyReversed, NoReason, ToldElsewhere
from lilian.stock.models import Entry
from lilian.stock.models import Line as LineRow
from lilian.stock.values import EntryKind, Line, Posted, Spot

Teller = tuple[type[models.Model], str]  # a table above the journal, and its column that names an entry


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
    for label in told_by(entry_id):
        if label != by:
            raise ToldElsewhere(module=apps.get_app_config(label).verbose_name)
    stood = LineRow.objects.filter(entry=wrong)
    lines = [Line(Spot(row.lot_id, row.location_id), -row.weight_g, -row.pieces) for row in stood]
    check_posting(actor, lines, day, now, "stock.reverse")
    return Posted(post(actor, draft, lines, now))


def told_by(entry_id: int) -> Iterator[str]:
    """The app labels of modules above that have a document of this entry."""
    for table, column in tellers():
        if table._base_manager.filter(**{column: entry_id}).exists():
            yield table._meta.app_label


@cache
def tellers() -> tuple[Teller, ...]:
    """Every table of every other module that names entries: found among all tables, so that none is forgotten."""
    links = Entry._meta.get_fields(include_hidden=True)
    found = [(link.related_model, link.field.name) for link in links if isinstance(link, models.ManyToOneRel)]
    return tuple((table, column) for table, column in found if table._meta.app_label != Entry._meta.app_label)
