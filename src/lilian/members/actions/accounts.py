"""A registered person gets a sign-in."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotFound
from lilian.members.models import Person


class UsernameTaken(AlreadyDone):
    code = "members.username_taken"
    sentence = gettext_noop("登录名“{username}”已经有人用了。")


class HasAccount(AlreadyDone):
    code = "members.has_account"
    sentence = gettext_noop("“{name}”已经有登录账号了。")


@transaction.atomic
def open_account(*, actor: Actor, person_code: str, username: str, now: datetime) -> int:
    """Give the person a sign-in without a password; return the user's key.

    Their phone goes along, for sign-in by code, if no other account has it.

    :raises UsernameTaken, HasAccount: if there is nothing to open
    """
    person = Person.objects.select_for_update().filter(code=person_code).first()
    if person is None:
        raise NotFound()
    actor.must("members.change", organisation_id=person.organisation_id)
    users = get_user_model().objects
    if person.user_id is not None:
        raise HasAccount(name=person.name)
    if users.filter(username=username).exists():
        raise UsernameTaken(username=username)
    phone = person.phone if person.phone and not users.filter(phone=person.phone).exists() else None
    user = users.create_user(username, name=person.name, phone=phone, phone_verified=phone is not None)
    Person.objects.filter(pk=person.pk).update(user=user)
    audit.record(actor=actor, event="members.account_opened", subject=person, at=now, data={"user": user.pk})
    return user.pk
