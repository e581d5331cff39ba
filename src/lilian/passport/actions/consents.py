"""A household agrees to be named on the boxes its fruit is in, and takes it back whenever it likes."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotAllowed, NotFound
from lilian.members import queries as members
from lilian.passport.models import Consent
from lilian.passport.queries.consents import consenting, own_households
from lilian.passport.values import Way

LONGEST_NAME = 20


class NotThatName(Invalid):
    code = "passport.not_that_name"
    sentence = gettext_noop("请写箱子页面上要显示的称呼，1 到 20 个字。")
    remedy = gettext_noop("例如“梅秀英”，或者“梅师傅”。")


class PaperMissing(Invalid):
    code = "passport.paper_missing"
    sentence = gettext_noop("纸质签字要写明签字表存放在哪里。")
    remedy = gettext_noop("例如“合作社档案柜 2026-3 号”。")


class NotNamed(AlreadyDone):
    code = "passport.not_named"
    sentence = gettext_noop("这一户现在没有署名。")


@transaction.atomic
def consent(*, actor: Actor, household_id: int, name: str, way: Way, paper: str = "", now: datetime) -> int:
    """Name the household as `name` from now on; return the key of what was said.

    :raises NotThatName, PaperMissing: what is wrong with it
    :raises AlreadyDone: if it is named so already
    """
    _check(actor, household_id, way)
    shown = name.strip()
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise NotThatName()
    if way is Way.PAPER and not paper.strip():
        raise PaperMissing()
    if consenting([household_id]).get(household_id) == shown:
        raise AlreadyDone()
    return _say(actor, household_id, shown, way, paper.strip()[:80], now)


@transaction.atomic
def withdraw(*, actor: Actor, household_id: int, way: Way, now: datetime) -> int:
    """Name the household no longer, on no box, whenever it was packed.

    :raises NotNamed: if it is not named
    """
    _check(actor, household_id, way)
    if not consenting([household_id]):
        raise NotNamed()
    return _say(actor, household_id, "", way, "", now)


def _check(actor: Actor, household_id: int, way: Way) -> None:
    """On the phone only for oneself; on paper by the co-operative and the office, for households of theirs.

    :raises NotFound: for a household of others
    :raises NotAllowed: for a way that is not the actor's
    """
    actor.must("passport.consent")
    if way is Way.PHONE:
        if household_id not in own_households(actor):
            raise NotFound()
        return
    if not actor.may("passport.keep_consents"):
        raise NotAllowed()
    home = members.household_homes([household_id]).get(household_id)
    if home is None:
        raise NotFound()
    actor.must("passport.keep_consents", organisation_id=home)


def _say(actor: Actor, household_id: int, name: str, way: Way, paper: str, now: datetime) -> int:
    said = Consent.objects.create(
        household_id=household_id, name=name, way=way, paper=paper, at=now, said_by=actor.name[:80]
    )
    event = "passport.consent_given" if name else "passport.consent_withdrawn"
    audit.record(actor=actor, event=event, subject=said, at=now, data={"household": household_id, "way": way.value})
    return said.pk
