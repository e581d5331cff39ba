"""Locations are opened and closed, days are closed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.stock.actions.refusals import DayToCome
from lilian.stock.models import Balance, Book, Location
from lilian.stock.values import NOWHERE, LocationDraft


class CodeTaken(AlreadyDone):
    code = "stock.code_taken"
    sentence = gettext_noop("编号 {given} 已经有货位在用。")


class NotAPlace(Invalid):
    code = "stock.not_a_place"
    sentence = gettext_noop("这一类货位由系统自带，不用另设。")


class StillFull(Refusal):
    code = "stock.still_full"
    sentence = gettext_noop("{location} 里还有货，不能停用。")
    remedy = gettext_noop("请先移走或盘点清楚。")


@transaction.atomic
def open_location(*, actor: Actor, draft: LocationDraft, now: datetime) -> int:
    """:raises CodeTaken, NotAPlace: nothing is written then"""
    actor.must("stock.change_locations", organisation_id=draft.organisation_id)
    if draft.kind in NOWHERE:
        raise NotAPlace()
    if Location.objects.filter(code=draft.code).exists():
        raise CodeTaken(given=draft.code)
    made = Location.objects.create(
        code=draft.code,
        name=draft.name,
        kind=draft.kind.value,
        organisation_id=draft.organisation_id,
        place_id=draft.place_id,
    )
    data = {"code": draft.code, "kind": draft.kind.value}
    audit.record(actor=actor, event="stock.location_opened", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def close_location(*, actor: Actor, location_id: int, now: datetime) -> None:
    """Nothing is put there from now on.

    :raises StillFull: while something lies there
    """
    found = Location.objects.select_for_update().filter(pk=location_id, organisation__isnull=False).first()
    if found is None:
        raise NotFound()
    actor.must("stock.change_locations", organisation_id=found.organisation_id)
    if found.closed_on is not None:
        raise AlreadyDone()
    if Balance.objects.filter(location=found).exclude(weight_g=0, pieces=0).exists():
        raise StillFull(location=found.name)
    Location.objects.filter(pk=found.pk).update(closed_on=timezone.localdate(now))
    audit.record(actor=actor, event="stock.location_closed", subject=found, at=now)


@transaction.atomic
def reopen_location(*, actor: Actor, location_id: int, now: datetime) -> None:
    """It is used again, with the history it had.

    :raises AlreadyDone: if it is open
    """
    found = Location.objects.select_for_update().filter(pk=location_id, organisation__isnull=False).first()
    if found is None:
        raise NotFound()
    actor.must("stock.change_locations", organisation_id=found.organisation_id)
    if found.closed_on is None:
        raise AlreadyDone()
    Location.objects.filter(pk=found.pk).update(closed_on=None)
    audit.record(actor=actor, event="stock.location_reopened", subject=found, at=now)


@transaction.atomic
def close_days(*, actor: Actor, organisation_id: int, through: date, now: datetime) -> None:
    """Close an organisation's days up to and with `through`: what is posted later belongs to a later day.

    :raises AlreadyDone: if that day is closed already
    :raises DayToCome: if the day is not over
    """
    actor.must("stock.close_days", organisation_id=organisation_id)
    if through >= timezone.localdate(now):
        raise DayToCome(day=through)
    book, is_new = Book.objects.select_for_update().get_or_create(
        organisation_id=organisation_id, defaults={"closed_through": through}
    )
    if not is_new and book.closed_through >= through:
        raise AlreadyDone()
    Book.objects.filter(pk=book.pk).update(closed_through=through)
    audit.record(actor=actor, event="stock.days_closed", subject=book, at=now, data={"through": through})
