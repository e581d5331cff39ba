"""Organisations join, change and leave."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members.actions.changes import changed_fields
from lilian.members.actions.resolve import (
    CodeTaken,
    FindTownship,
    check_organisation,
    fitting,
    must_be_given,
    township_id,
)
from lilian.members.models import Organisation
from lilian.members.rules.credit_code import checked_uscc
from lilian.members.rules.sought import sought
from lilian.members.rules.tree import check_no_loop
from lilian.members.values import LEVEL_OF, OrganisationDraft


class CreditCodeTaken(Invalid):
    code = "members.credit_code_taken"
    sentence = gettext_noop("统一社会信用代码“{uscc}”已经登记在“{name}”名下。")


class LeavesBeforeJoining(Invalid):
    code = "members.leaves_before_joining"
    sentence = gettext_noop("退出日期 {left_on} 必须晚于加入日期 {joined_on}。")


def organisation_fields(draft: OrganisationDraft, find_township: FindTownship = township_id) -> dict[str, Any]:
    """The columns the draft stands for, checked but for what other rows say."""
    name, code = must_be_given(draft.name, 80), must_be_given(draft.code, 40)
    return {
        "code": code,
        "name": name,
        "kind": draft.kind.value,
        "level": LEVEL_OF[draft.kind].value,
        "uscc": checked_uscc(draft.uscc),
        "parent_id": draft.parent_id,
        "township_id": find_township(draft.township_code),
        "village": fitting(draft.village, 40),
        "joined_on": draft.joined_on,
        "note": fitting(draft.note, 200),
        "sought": sought(name, code),
    }


def _check_others(fields: dict[str, Any], pk: int | None) -> None:
    others = Organisation.objects.exclude(pk=pk or 0)
    if others.filter(code=fields["code"]).exists():
        raise CodeTaken(taken=fields["code"])
    holder = others.filter(uscc=fields["uscc"]).first() if fields["uscc"] else None
    if holder is not None:
        raise CreditCodeTaken(uscc=fields["uscc"], name=holder.name)
    if fields["parent_id"] is not None:
        check_organisation(fields["parent_id"])
        parents = dict(Organisation.objects.values_list("pk", "parent_id"))
        check_no_loop(parents | ({} if pk is None else {pk: fields["parent_id"]}))


@transaction.atomic
def add_organisation(*, actor: Actor, draft: OrganisationDraft, now: datetime) -> int:
    """Take a member organisation in; return its key.

    :raises CodeTaken, CreditCodeWrong, CreditCodeTaken, TownshipUnknown, OrganisationUnknown: what is wrong with it
    """
    actor.must("members.change")
    fields = organisation_fields(draft)
    _check_others(fields, None)
    made = Organisation.objects.create(**fields)
    audit.record(actor=actor, event="members.organisation_added", subject=made, at=now, data={"code": made.code})
    return made.pk


@transaction.atomic
def change_organisation(*, actor: Actor, organisation_id: int, draft: OrganisationDraft, now: datetime) -> None:
    """Set everything the draft says.

    :raises AlreadyDone: if nothing would change
    """
    actor.must("members.change", organisation_id=organisation_id)
    found = _locked(organisation_id)
    fields = organisation_fields(draft)
    _check_others(fields, found.pk)
    if found.left_on is not None and found.left_on <= fields["joined_on"]:
        raise LeavesBeforeJoining(left_on=found.left_on, joined_on=fields["joined_on"])
    changes = changed_fields(found, fields)
    if not changes:
        raise AlreadyDone()
    Organisation.objects.filter(pk=found.pk).update(**fields)
    audit.record(actor=actor, event="members.organisation_changed", subject=found, at=now, data=changes)


@transaction.atomic
def end_membership(*, actor: Actor, organisation_id: int, left_on: date, now: datetime) -> None:
    """The organisation is no member from `left_on`; posts at it and grants by it stop counting then.

    :raises LeavesBeforeJoining: if that is not after it joined
    :raises AlreadyDone: if it leaves on that day already
    """
    actor.must("members.change", organisation_id=organisation_id)
    found = _locked(organisation_id)
    if found.left_on == left_on:
        raise AlreadyDone()
    if left_on <= found.joined_on:
        raise LeavesBeforeJoining(left_on=left_on, joined_on=found.joined_on)
    Organisation.objects.filter(pk=found.pk).update(left_on=left_on)
    audit.record(
        actor=actor, event="members.membership_ended", subject=found, at=now, data={"left_on": left_on.isoformat()}
    )


def _locked(pk: int) -> Organisation:
    found = Organisation.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
