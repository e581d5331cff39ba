"""Households are registered; people join and leave them, one of them is the head; orchard blocks are given to them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members.actions.changes import changed_fields
from lilian.members.actions.resolve import CodeTaken, check_organisation, fitting, must_be_given
from lilian.members.models import Household, Person, Place
from lilian.members.rules.sought import sought
from lilian.members.values import HouseholdDraft, PlaceKind


class HouseholdElsewhere(Invalid):
    code = "members.household_elsewhere"
    sentence = gettext_noop("农户、它的人和地块要属于同一个单位。")


class InAnotherHousehold(Invalid):
    code = "members.in_another_household"
    sentence = gettext_noop("这个人已经在农户 {household} 里。")
    remedy = gettext_noop("请先让他离开那一户。")


class HeadStays(Invalid):
    code = "members.head_stays"
    sentence = gettext_noop("户主不能离开这一户。")
    remedy = gettext_noop("请先换一个户主。")


class NotOfHousehold(Invalid):
    code = "members.not_of_household"
    sentence = gettext_noop("这个人不在这一户里。")


class HouseholdClosed(AlreadyDone):
    code = "members.household_closed"
    sentence = gettext_noop("农户 {household} 已经销户了。")


class NoBlock(Invalid):
    code = "members.no_block"
    sentence = gettext_noop("只有地块才归农户。")


def household_fields(draft: HouseholdDraft) -> dict[str, Any]:
    """The columns the draft stands for, checked."""
    code = fitting(draft.code, 40)
    return {
        "code": code,
        "organisation_id": draft.organisation_id,
        "village": fitting(draft.village, 40),
        "note": fitting(draft.note, 200),
        "sought": sought(code),
    }


@transaction.atomic
def add_household(*, actor: Actor, draft: HouseholdDraft, head_id: int, now: datetime) -> int:
    """Register a household with its head; return the key. An empty code gets the next one.

    :raises CodeTaken, OrganisationUnknown, HouseholdElsewhere, InAnotherHousehold: what is wrong with it
    """
    actor.must("members.change", organisation_id=draft.organisation_id)
    check_organisation(draft.organisation_id)
    head = _person(head_id, draft.organisation_id)
    if head.household is not None:
        raise InAnotherHousehold(household=head.household.code)
    fields = household_fields(draft)
    fields["code"] = fields["code"] or codes.numbered("H", head.pk)
    fields["sought"] = sought(fields["code"])
    if Household.objects.filter(code=fields["code"]).exists():
        raise CodeTaken(taken=fields["code"])
    made = Household.objects.create(**fields)
    Person.objects.filter(pk=head.pk).update(household=made, is_head=True)
    data = {"code": made.code, "head": head.pk}
    audit.record(actor=actor, event="members.household_added", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def change_household(*, actor: Actor, household_id: int, draft: HouseholdDraft, now: datetime) -> None:
    """Set its code, village and note; who and what belongs to it is said by other acts, its organisation by none.

    :raises CodeTaken, HouseholdElsewhere: what is wrong with it
    :raises AlreadyDone: if nothing would change
    """
    household = _household(actor, household_id)
    if draft.organisation_id != household.organisation_id:
        raise HouseholdElsewhere()
    fields = household_fields(replace(draft, code=draft.code or household.code))
    if Household.objects.exclude(pk=household.pk).filter(code=fields["code"]).exists():
        raise CodeTaken(taken=fields["code"])
    changes = changed_fields(household, fields)
    if not changes:
        raise AlreadyDone()
    Household.objects.filter(pk=household.pk).update(**fields)
    data = {"fields": sorted(changes)}
    audit.record(actor=actor, event="members.household_changed", subject=household, at=now, data=data)


@transaction.atomic
def close_household(*, actor: Actor, household_id: int, reason: str, now: datetime) -> None:
    """The household is no more: its people and blocks stay where they are, of no household.

    :raises HouseholdClosed: if it is closed
    """
    household = _household(actor, household_id)
    why = must_be_given(reason, 200)
    people = list(household.people.values_list("pk", flat=True))
    blocks = list(household.blocks.values_list("pk", flat=True))
    Person.objects.filter(pk__in=people).update(household=None, is_head=False)
    Place.objects.filter(pk__in=blocks).update(household=None)
    Household.objects.filter(pk=household.pk).update(closed_on=timezone.localdate(now))
    data = {"reason": why, "people": people, "blocks": blocks}
    audit.record(actor=actor, event="members.household_closed", subject=household, at=now, data=data)


@transaction.atomic
def join_household(*, actor: Actor, household_id: int, person_id: int, now: datetime) -> None:
    """Someone of the same organisation becomes one of the household.

    :raises InAnotherHousehold, HouseholdElsewhere: if they cannot
    :raises AlreadyDone: if they are one of it already
    """
    household = _household(actor, household_id)
    person = _person(person_id, household.organisation_id)
    if person.household_id == household.pk:
        raise AlreadyDone()
    if person.household is not None:
        raise InAnotherHousehold(household=person.household.code)
    Person.objects.filter(pk=person.pk).update(household=household)
    audit.record(actor=actor, event="members.household_joined", subject=household, at=now, data={"person": person.pk})


@transaction.atomic
def leave_household(*, actor: Actor, household_id: int, person_id: int, now: datetime) -> None:
    """Someone is no longer one of the household.

    :raises NotOfHousehold: if they are not
    :raises HeadStays: if they are its head
    """
    household = _household(actor, household_id)
    person = _person(person_id, household.organisation_id)
    if person.household_id != household.pk:
        raise NotOfHousehold()
    if person.is_head:
        raise HeadStays()
    Person.objects.filter(pk=person.pk).update(household=None)
    audit.record(actor=actor, event="members.household_left", subject=household, at=now, data={"person": person.pk})


@transaction.atomic
def change_head(*, actor: Actor, household_id: int, person_id: int, now: datetime) -> None:
    """One of the household becomes its head; who was head stays in it.

    :raises NotOfHousehold: if they are not one of it
    :raises AlreadyDone: if they are the head already
    """
    household = _household(actor, household_id)
    person = _person(person_id, household.organisation_id)
    if person.household_id != household.pk:
        raise NotOfHousehold()
    if person.is_head:
        raise AlreadyDone()
    Person.objects.filter(household=household, is_head=True).update(is_head=False)
    Person.objects.filter(pk=person.pk).update(is_head=True)
    audit.record(actor=actor, event="members.head_changed", subject=household, at=now, data={"person": person.pk})


@transaction.atomic
def give_block(*, actor: Actor, household_id: int, place_id: int, now: datetime) -> None:
    """An orchard block of the organisation is this household's from now on, whoever had it before.

    :raises NoBlock, HouseholdElsewhere: if it cannot be
    :raises AlreadyDone: if it is theirs already
    """
    household = _household(actor, household_id)
    block = Place.objects.select_for_update().filter(pk=place_id).first()
    if block is None:
        raise NotFound()
    if block.kind != PlaceKind.BLOCK:
        raise NoBlock()
    if block.organisation_id != household.organisation_id:
        raise HouseholdElsewhere()
    if block.household_id == household.pk:
        raise AlreadyDone()
    data = {"place": block.pk, "before": block.household_id}
    Place.objects.filter(pk=block.pk).update(household=household)
    audit.record(actor=actor, event="members.block_given", subject=household, at=now, data=data)


def _household(actor: Actor, pk: int) -> Household:
    """Locked: who is of it and who is its head is decided by one act at a time."""
    found = Household.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    actor.must("members.change", organisation_id=found.organisation_id)
    if found.closed_on is not None:
        raise HouseholdClosed(household=found.code)
    return found


def _person(pk: int, organisation_id: int) -> Person:
    found = Person.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    if found.organisation_id != organisation_id:
        raise HouseholdElsewhere()
    return found
