"""One organisation lets another do or see something of its own, and takes it back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members.actions.posts import EndsBeforeStart
from lilian.members.actions.resolve import check_organisation
from lilian.members.models import Grant
from lilian.members.values import GRANTABLE


class NotGrantable(Invalid):
    code = "members.not_grantable"
    sentence = gettext_noop("“{permission}”不能授权给别的单位。")


class GrantToSelf(Invalid):
    code = "members.grant_to_self"
    sentence = gettext_noop("不用授权给自己的单位。")


@transaction.atomic
def grant(
    *,
    actor: Actor,
    giver_id: int,
    receiver_id: int,
    permission: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
) -> int:
    """`giver` lets people with a post at `receiver` use `permission` on it; return the grant's key.

    :raises NotGrantable, GrantToSelf, EndsBeforeStart: what is wrong with it
    :raises AlreadyDone: if it stands already
    """
    actor.must("members.grant", organisation_id=giver_id)
    if permission not in GRANTABLE:
        raise NotGrantable(permission=permission)
    if giver_id == receiver_id:
        raise GrantToSelf()
    if ends_on is not None and ends_on <= starts_on:
        raise EndsBeforeStart(ends_on=ends_on, starts_on=starts_on)
    check_organisation(giver_id)
    check_organisation(receiver_id)
    _make_room(giver_id, receiver_id, permission, now)
    made = Grant.objects.create(
        giver_id=giver_id, receiver_id=receiver_id, permission=permission, starts_on=starts_on, ends_on=ends_on
    )
    data = {"giver": giver_id, "receiver": receiver_id, "permission": permission}
    audit.record(actor=actor, event="members.granted", subject=made, at=now, data=data)
    return made.pk


def _make_room(giver_id: int, receiver_id: int, permission: str, now: datetime) -> None:
    """A grant that has run out is closed, so that a new one may stand; one that stands refuses."""
    same = Grant.objects.select_for_update().filter(
        giver_id=giver_id, receiver_id=receiver_id, permission=permission, withdrawn_at__isnull=True
    )
    for old in same:
        if old.ends_on is None or old.ends_on > timezone.localdate(now):
            raise AlreadyDone()
        Grant.objects.filter(pk=old.pk).update(withdrawn_at=now)


@transaction.atomic
def withdraw_grant(*, actor: Actor, grant_id: int, now: datetime) -> None:
    """Take it back at once: from this moment new acts under it are refused; what was done under it stays.

    :raises AlreadyDone: if it was taken back or has run out
    """
    found = Grant.objects.select_for_update().filter(pk=grant_id).first()
    if found is None:
        raise NotFound()
    actor.must("members.grant", organisation_id=found.giver_id)
    has_run_out = found.ends_on is not None and found.ends_on <= timezone.localdate(now)
    if found.withdrawn_at is not None or has_run_out:
        raise AlreadyDone()
    Grant.objects.filter(pk=found.pk).update(withdrawn_at=now)
    audit.record(actor=actor, event="members.grant_withdrawn", subject=found, at=now)
