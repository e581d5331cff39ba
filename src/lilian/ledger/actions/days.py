"""Days are closed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import AlreadyDone
from lilian.ledger.actions import standings
from lilian.ledger.actions.refusals import BeforeTheBook, DayToCome
from lilian.ledger.models import Book


@transaction.atomic
def close_days(*, actor: Actor, book_id: int, through: date, now: datetime) -> None:
    """Close a book's days up to and with `through`: what is posted later belongs to a later day.

    :raises AlreadyDone: if that day is closed already
    :raises DayToCome: if the day is not over
    :raises BeforeTheBook: if the book began later
    """
    book = standings.locked_books(actor, "ledger.close_days", {book_id})[book_id]
    if through >= timezone.localdate(now):
        raise DayToCome(day=through)
    if through < book.opened_on:
        raise BeforeTheBook(opened_on=book.opened_on)
    if book.closed_through is not None and book.closed_through >= through:
        raise AlreadyDone()
    Book.objects.filter(pk=book_id).update(closed_through=through)
    audit.record(
        actor=actor, event="ledger.days_closed", subject=f"ledger.Book:{book_id}", at=now, data={"through": through}
    )
