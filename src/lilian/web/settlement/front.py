"""What settlement shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.settlement import queries
from lilian.settlement.values import RunState
from lilian.web.shell.front import Entry, Front, Section, Todo


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Who approves: runs that wait. Who answers: disputes."""
    if actor.may("settlement.approve"):
        for run in queries.runs(actor)[:10]:
            if queries.state_of(run) in (RunState.DRAFT, RunState.HALF) and run.drafter_id != actor.user_id:
                title = gettext("有一批结算等审批：%(who)s") % {"who": run.organisation.name}
                url = reverse("settlement:run", args=[run.pk])
                yield Todo(title, gettext("两个人批了才入账。"), gettext("去看"), url, "signature", order=20)
    if actor.may("settlement.answer") and (waiting := queries.disputes(actor, open_only=True).count()):
        title = gettext("有 %(n)s 个异议等答复") % {"n": waiting}
        yield Todo(title, gettext("农户说结算单有错。"), gettext("去答复"), reverse("settlement:disputes"), order=25)


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("结算"),
            "settlement:runs",
            "calculator",
            Section.MONEY,
            permission="settlement.see",
            order=33,
            roles=frozenset({Role.OFFICE, Role.AUDITOR, Role.COOP_MANAGER, Role.CASHIER}),
        ),
        Entry(
            gettext_noop("我的结算单"),
            "settlement:mine",
            "receipt-2",
            Section.MONEY,
            permission="settlement.see",
            short=gettext_noop("结算单"),
            order=13,
            roles=frozenset({Role.GROWER}),
        ),
    ),
    todos=(todos,),
)
