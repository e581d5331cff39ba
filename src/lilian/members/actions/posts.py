"""Posts are given and end."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members.actions.resolve import check_organisation
from lilian.members.models import Person, Post


class EndsBeforeStart(Invalid):
    code = "members.ends_before_start"
    sentence = gettext_noop("结束日期 {ends_on} 必须晚于开始日期 {starts_on}。")


@transaction.atomic
def give_post(*, actor: Actor, person_id: int, role: Role, organisation_id: int, starts_on: date, now: datetime) -> int:
    """The person holds the role at the organisation from that day; return the post's key.

    :raises AlreadyDone: if they hold it then already
    """
    actor.must("members.change", organisation_id=organisation_id)
    check_organisation(organisation_id)
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound()
    same = Post.objects.filter(person=person, role=role.value, organisation_id=organisation_id)
    if same.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)).exists():
        raise AlreadyDone()
    made = Post.objects.create(person=person, role=role.value, organisation_id=organisation_id, starts_on=starts_on)
    data = {"role": role.value, "person": person_id, "organisation": organisation_id}
    audit.record(actor=actor, event="members.post_given", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def end_post(*, actor: Actor, post_id: int, ends_on: date, now: datetime) -> None:
    """The post is no longer held from `ends_on`; what its holder may do ends with the day before.

    :raises EndsBeforeStart: if that is not after it began
    :raises AlreadyDone: if it ends by then already
    """
    found = Post.objects.select_for_update().filter(pk=post_id).first()
    if found is None:
        raise NotFound()
    actor.must("members.change", organisation_id=found.organisation_id)
    if found.ends_on is not None and found.ends_on <= ends_on:
        raise AlreadyDone()
    if ends_on <= found.starts_on:
        raise EndsBeforeStart(ends_on=ends_on, starts_on=found.starts_on)
    Post.objects.filter(pk=found.pk).update(ends_on=ends_on)
    audit.record(actor=actor, event="members.post_ended", subject=found, at=now, data={"ends_on": ends_on.isoformat()})
