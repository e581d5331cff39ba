"""Labels are asked for, and issued against fruit that is graded, of the area and certified; or refused."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.brand import queries, rules
from lilian.brand.actions.refusals import (
    AnsweredAlready,
    LabelsNotThere,
    LicenceDoesNotStand,
    NoReason,
    NoSuchLabels,
    TooLittleFruit,
)
from lilian.brand.models import Ask, Backing, Decision, Issue, Licence
from lilian.brand.values import REFUSED, STATE_NAMES, State, Taking, label_number
from lilian.kernel.sentences import Word


@transaction.atomic
def ask(
    *, actor: Actor, licence_id: int, spec_id: int, count: int, client_key: str, now: datetime, note: str = ""
) -> int:
    """Ask for labels of a specification; the same client key again gives the same ask.

    :raises LicenceDoesNotStand, NoSuchLabels, WrongCount, NotFound: nothing is written then
    """
    licence = queries.licence(actor, licence_id, permission="brand.ask")
    hold_name(f"brand ask\n{client_key}", wait=True)
    if same := Ask.objects.filter(client_key=client_key).select_related("kind").first():
        if (same.licence_id, same.kind.spec_id, same.count) != (licence_id, spec_id, count):
            raise KeyReused()
        return same.pk
    day = timezone.localdate(now)
    check_stands(licence, day)
    rules.check_count(count)
    kind = queries.kind_for(queries.rules_on(licence.mark_id, day), spec_id)
    if kind is None:
        raise NoSuchLabels(spec=spec_id, mark=licence.mark.name)
    made = Ask.objects.create(
        licence=licence,
        kind=kind,
        count=count,
        note=note.strip()[:200],
        at=now,
        asked_by=actor.name[:80],
        client_key=client_key,
    )
    data = {"licence": licence.number, "spec": kind.spec_id, "count": count}
    audit.record(actor=actor, event="brand.labels_asked", subject=made, at=now, data=data)
    return made.pk


def check_stands(licence: Licence, day: date) -> None:
    """:raises LicenceDoesNotStand: unless one may use the mark that day"""
    state = queries.state_of(licence, day)
    if state is not State.VALID:
        raise LicenceDoesNotStand(number=licence.number, state=Word(STATE_NAMES[state]))


@transaction.atomic
def issue(*, actor: Actor, ask_id: int, now: datetime) -> int:
    """Issue the labels that were asked for, against the holder's oldest fruit; return the issue's key.

    :raises TooLittleFruit: if the fruit does not reach; nothing is written then
    :raises AnsweredAlready, LicenceDoesNotStand, NotFound: as the names say
    """
    found = _waiting(actor, ask_id)
    day, wanted_g = timezone.localdate(now), found.count * found.kind.grams
    check_stands(found.licence, day)
    fruit = queries.fruit(actor, found.licence, queries.rules_on(found.licence.mark_id, day), day)
    taken = rules.taken(fruit, wanted_g)
    if sum(each.weight_g for each in taken) < wanted_g:
        most = sum(each.free_g for each in fruit) // found.kind.grams
        raise TooLittleFruit(most=f"{most:,}", wanted=f"{found.count:,}")
    made = _written(actor, found, taken, now)
    data = {"licence": found.licence.number, "first": made.first, "last": made.last, "grams": made.grams}
    audit.record(actor=actor, event="brand.labels_issued", subject=made, at=now, data=data)
    return made.pk


def _waiting(actor: Actor, ask_id: int) -> Ask:
    """The ask, nobody else's until the transaction ends, and neither is the line of numbers.

    :raises AnsweredAlready: if it was issued or refused
    """
    hold_name("brand labels", wait=True)
    found = queries.ask(actor, ask_id, permission="brand.issue")
    Licence.objects.select_for_update(of=("self",)).get(pk=found.licence_id)
    if hasattr(found, "issue") or hasattr(found, "refused"):
        raise AnsweredAlready()
    return found


def _written(actor: Actor, found: Ask, taken: list[Taking], now: datetime) -> Issue:
    first = (Issue.objects.aggregate(last=Max("last"))["last"] or 0) + 1
    made = Issue.objects.create(
        ask=found,
        licence=found.licence,
        kind=found.kind,
        first=first,
        last=first + found.count - 1,
        grams=found.kind.grams,
        secret=secrets.token_hex(32),
        at=now,
        issued_by=actor.name[:80],
    )
    for each in taken:
        Backing.objects.create(issue=made, lot_id=each.lot_id, weight_g=each.weight_g)
    return made


@transaction.atomic
def take_out_numbers(*, actor: Actor, issue_id: int, first: int, count: int, now: datetime) -> Iterator[str]:
    """The numbers of an issue's labels, `count` of them from the one counted `first` from 1, to be printed.

    Whoever has them can print genuine labels, so it is written down who took them out.

    :raises LabelsNotThere, NotFound: as the names say
    """
    found = queries.issue(actor, issue_id, permission="brand.issue")
    begin, end = found.first + first - 1, found.first + first + count - 2
    if first < 1 or count < 1 or end > found.last:
        raise LabelsNotThere(count=f"{found.last - found.first + 1:,}")
    data = {"first": begin, "last": end}
    audit.record(actor=actor, event="brand.numbers_taken_out", subject=found, at=now, data=data)
    return (label_number(serial, found.secret) for serial in range(begin, end + 1))


@transaction.atomic
def refuse(*, actor: Actor, ask_id: int, reason: str, now: datetime) -> None:
    """:raises AnsweredAlready, NoReason, NotFound: as the names say"""
    found = _waiting(actor, ask_id)
    if not reason.strip():
        raise NoReason()
    made = Decision.objects.create(
        licence=found.licence,
        ask=found,
        ruling=REFUSED,
        reason=reason.strip()[:200],
        at=now,
        ruled_by=actor.name[:80],
    )
    audit.record(actor=actor, event="brand.labels_refused", subject=found, at=now, data={"reason": made.reason})
