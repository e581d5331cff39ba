"""People are registered, changed, given a sign-in; a phone is shown on request only."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members.actions.changes import changed_fields
from lilian.members.actions.households import HouseholdElsewhere
from lilian.members.actions.resolve import CodeTaken, check_organisation, fitting, must_be_given
from lilian.members.models import Person
from lilian.members.rules.phones import e164, tail
from lilian.members.rules.sought import sought
from lilian.members.values import PersonDraft


class NoPhone(Invalid):
    code = "members.no_phone"
    sentence = gettext_noop("这个人没有登记电话。")


class SignInTaken(Invalid):
    code = "members.sign_in_taken"
    sentence = gettext_noop("这个登录账号已经是“{name}”的了。")


def person_fields(draft: PersonDraft) -> dict[str, Any]:
    """The columns the draft stands for, checked; `code` is None where it is still to be given."""
    name, code, phone = must_be_given(draft.name, 60), fitting(draft.code, 40), e164(draft.phone)
    return {
        "code": code or None,
        "name": name,
        "phone": phone,
        "phone_tail": tail(phone),
        "organisation_id": draft.organisation_id,
        "household_id": draft.household_id,
        "is_head": draft.is_head,
        "village": fitting(draft.village, 40),
        "note": fitting(draft.note, 200),
        "sought": sought(name, code),
    }


@transaction.atomic
def add_person(*, actor: Actor, draft: PersonDraft, now: datetime) -> int:
    """Register a person; return the key.

    :raises PhoneWrong, CodeTaken, OrganisationUnknown: what is wrong with the draft
    """
    actor.must("members.change", organisation_id=draft.organisation_id)
    check_organisation(draft.organisation_id)
    fields = person_fields(draft)
    if fields["code"] and Person.objects.filter(code=fields["code"]).exists():
        raise CodeTaken(taken=fields["code"])
    made = Person.objects.create(**fields)
    if not made.code:
        _give_code(made)
    audit.record(actor=actor, event="members.person_added", subject=made, at=now, data={"code": made.code})
    return made.pk


def _give_code(made: Person) -> None:
    """The next code that nobody brought along from elsewhere."""
    number = made.pk
    while Person.objects.filter(code=codes.numbered("P", number)).exists():
        number += 1_000_000
    made.code = codes.numbered("P", number)
    Person.objects.filter(pk=made.pk).update(code=made.code, sought=sought(made.name, made.code))


@transaction.atomic
def change_person(*, actor: Actor, person_id: int, draft: PersonDraft, now: datetime) -> None:
    """Set everything the draft says but the household, which has acts of its own; an empty code keeps the code.

    :raises HouseholdElsewhere: if someone of a household would go to another organisation without it
    :raises AlreadyDone: if nothing would change
    """
    found = _locked(person_id)
    actor.must("members.change", organisation_id=found.organisation_id)
    actor.must("members.change", organisation_id=check_organisation(draft.organisation_id))
    fields = person_fields(draft)
    if found.household_id is not None and draft.organisation_id != found.organisation_id:
        raise HouseholdElsewhere()
    fields |= {"household_id": found.household_id, "is_head": found.is_head}
    fields["code"] = fields["code"] or found.code
    fields["sought"] = sought(fields["name"], fields["code"] or "")
    if Person.objects.exclude(pk=found.pk).filter(code=fields["code"]).exists():
        raise CodeTaken(taken=fields["code"])
    changes = changed_fields(found, fields)
    if not changes:
        raise AlreadyDone()
    Person.objects.filter(pk=found.pk).update(**fields)
    # Which fields, not what stood in them: an audit event is for ever, personal data is not.
    audit.record(actor=actor, event="members.person_changed", subject=found, at=now, data={"fields": sorted(changes)})


@transaction.atomic
def link_user(*, actor: Actor, person_id: int, user_id: int, now: datetime) -> None:
    """Say which sign-in is this person's.

    :raises SignInTaken: if it is someone else's
    :raises AlreadyDone: if it is theirs already
    """
    found = _locked(person_id)
    actor.must("members.change", organisation_id=found.organisation_id)
    holder = Person.objects.filter(user_id=user_id).first()
    if holder == found:
        raise AlreadyDone()
    if holder is not None:
        raise SignInTaken(name=holder.name)
    Person.objects.filter(pk=found.pk).update(user_id=user_id)
    audit.record(actor=actor, event="members.user_linked", subject=found, at=now, data={"user": user_id})


@transaction.atomic
def reveal_phone(*, actor: Actor, person_id: int, now: datetime) -> str:
    """The phone in clear; that it was looked at is on record, the number itself is not.

    :raises NoPhone: if none is registered
    """
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound()
    actor.must("members.reveal", organisation_id=found.organisation_id)
    if not found.phone:
        raise NoPhone()
    audit.record(actor=actor, event="members.phone_revealed", subject=found, at=now)
    return found.phone


def _locked(pk: int) -> Person:
    found = Person.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
