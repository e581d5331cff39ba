"""Licences are granted, suspended, resumed and revoked; none ever disappears."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.brand import queries, rules
from lilian.brand.actions.refusals import DoesNotFollow, LicensedAlready, NoCreditCode, NoReason
from lilian.brand.models import Decision, Licence, Mark
from lilian.brand.values import RULING_NAMES, STATE_NAMES, LicenceDraft, Ruling, State
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound
from lilian.kernel.sentences import Word
from lilian.members import queries as members


@transaction.atomic
def grant(*, actor: Actor, draft: LicenceDraft, client_key: str, now: datetime) -> int:
    """Let an organisation use a mark; return the licence's key. The same client key again gives the same licence.

    :raises NoCreditCode: its unified credit code is printed in the mark, so it must have one
    :raises LicensedAlready: if it has one for some of these days that is not revoked
    :raises WrongValidity: if it ends before it begins
    """
    actor.must("brand.license")
    hold_name(f"brand licences\n{draft.mark_id}", wait=True)
    if same := Licence.objects.filter(client_key=client_key).first():
        return _same(same, draft)
    rules.check_validity(draft)
    mark = Mark.objects.select_for_update().filter(pk=draft.mark_id).first()
    if mark is None:
        raise NotFound()
    holder = members.organisation(actor, draft.organisation_id)
    if not holder.uscc:
        raise NoCreditCode(holder=holder.name)
    _check_alone(draft, holder.name)
    made = Licence.objects.create(
        mark=mark,
        organisation=holder,
        number=_number(mark, draft.valid_from.year),
        holder=holder.name,
        credit_code=holder.uscc,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        note=draft.note.strip()[:200],
        at=now,
        granted_by=actor.name[:80],
        client_key=client_key,
    )
    data = {"number": made.number, "holder": holder.code, "until": made.valid_until.isoformat()}
    audit.record(actor=actor, event="brand.licence_granted", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def renew(*, actor: Actor, licence_id: int, valid_until: date, client_key: str, now: datetime, note: str = "") -> int:
    """Another licence of the same holder for the same mark, from the day after this one ends, today at the earliest;
    return its key. Labels on hand pass on to it.

    :raises DoesNotFollow: if this one is suspended or revoked
    :raises LicensedAlready, WrongValidity, NotFound: as of `grant`
    """
    before = queries.licence(actor, licence_id, permission="brand.license")
    if same := Licence.objects.filter(client_key=client_key).first():
        return _same(same, LicenceDraft(before.mark_id, before.organisation_id, same.valid_from, valid_until))
    state = queries.state_of(before, timezone.localdate(now))
    if state in (State.SUSPENDED, State.REVOKED):
        raise DoesNotFollow(number=before.number, state=Word(STATE_NAMES[state]), ruling=Word(gettext_noop("续期")))
    since = max(before.valid_until + timedelta(days=1), timezone.localdate(now))
    draft = LicenceDraft(before.mark_id, before.organisation_id, since, valid_until, note=note)
    return grant(actor=actor, draft=draft, client_key=client_key, now=now)


def _same(before: Licence, draft: LicenceDraft) -> int:
    """:raises KeyReused: if the key was another licence's"""
    asked = (draft.mark_id, draft.organisation_id, draft.valid_from, draft.valid_until)
    if (before.mark_id, before.organisation_id, before.valid_from, before.valid_until) != asked:
        raise KeyReused()
    return before.pk


def _check_alone(draft: LicenceDraft, holder: str) -> None:
    """:raises LicensedAlready: if one that is not revoked counts on some of these days"""
    others = Licence.objects.filter(
        mark=draft.mark_id,
        organisation=draft.organisation_id,
        valid_from__lte=draft.valid_until,
        valid_until__gte=draft.valid_from,
    )
    last = queries.last_decisions([other.pk for other in others])
    for other in others:
        if other.pk not in last or last[other.pk].ruling != Ruling.REVOKE.value:
            raise LicensedAlready(holder=holder, number=other.number)


def _number(mark: Mark, year: int) -> str:
    """`YLX-2026-0001`: printed beside the mark, so it may be counted; who grants holds the mark."""
    prefix = f"{mark.code}-{year}-"
    last = Licence.objects.filter(number__startswith=prefix).order_by("-pk").values_list("number", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"


@transaction.atomic
def rule(*, actor: Actor, licence_id: int, ruling: Ruling, reason: str, now: datetime) -> None:
    """Suspend, resume or revoke; the reason is public.

    :raises DoesNotFollow: if it is revoked, or resumed without being suspended, or suspended twice
    :raises NoReason, NotFound: as the names say
    """
    found = queries.licence(actor, licence_id, permission="brand.license")
    if not reason.strip():
        raise NoReason()
    Licence.objects.select_for_update(of=("self",)).get(pk=licence_id)
    last = queries.last_decisions([licence_id]).get(licence_id)
    before = Ruling(last.ruling) if last else None
    if not rules.follows(before, ruling):
        state = rules.state(found.valid_from, found.valid_until, before, found.valid_from)
        said = {"state": Word(STATE_NAMES[state]), "ruling": Word(RULING_NAMES[ruling])}
        raise DoesNotFollow(number=found.number, **said)
    made = Decision.objects.create(
        licence=found, ruling=ruling.value, reason=reason.strip()[:200], at=now, ruled_by=actor.name[:80]
    )
    data = {"licence": found.number, "ruling": ruling.value, "reason": made.reason}
    audit.record(actor=actor, event="brand.licence_ruled", subject=made, at=now, data=data)
