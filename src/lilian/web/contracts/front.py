"""What contracts show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.contracts import queries
from lilian.contracts.values import Party, State
from lilian.deposits import queries as deposits
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Figure, Front, Section, Todo


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """A grower's own contract that waits for a signature; a co-op's that wait for the co-op's."""
    if not actor.may("contracts.sign"):
        return
    if Role.GROWER in actor.roles:
        unsigned = [
            one for state in (State.UNSIGNED, State.AMENDED) for one in queries.contracts(actor, state=state)[:2]
        ]
        for one in unsigned[:2]:
            yield Todo(
                gettext("签合同：%(buyer)s") % {"buyer": one.buyer.name},
                gettext("看好数量和价格再签。"),
                gettext("去看"),
                reverse("contracts:mine"),
                icon="edit",
                tone="warn",
                order=8,
            )
    elif Role.COOP_MANAGER in actor.roles and (count := waiting_of_coop(actor)):
        yield Todo(
            gettext("%(n)s 份合同等合作社签字") % {"n": f"{count:,}"},
            gettext("一次可以签多份。"),
            gettext("去签"),
            reverse("contracts:sign_many", args=[Party.COOP.value]),
            icon="edit",
            order=30,
        )


def deposit_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Deposits somebody else asked to close, for who may answer."""
    if Role.COOP_MANAGER not in actor.roles or not actor.may("deposits.answer"):
        return
    if count := sum(not actor.is_who(one.asker_id, one.asked_by) for one in deposits.closings(actor, open_only=True)):
        yield Todo(
            gettext("%(n)s 笔定金等复核") % {"n": f"{count:,}"},
            gettext("退回、不退或者双倍返还，您同意了才入账。"),
            gettext("去复核"),
            reverse("contracts:deposits"),
            icon="cash",
            tone="warn",
            order=31,
        )


def waiting_of_coop(actor: Actor) -> int:
    return len(queries.waiting_for(actor, queries.contracts(actor), Party.COOP))


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """How many contracts are in force, and how many wait for signatures."""
    reach = actor.reach("contracts.see")
    if not actor.may("contracts.see") or not (reach.everywhere or reach.organisation_ids):
        return
    if not actor.roles & {Role.OFFICE, Role.COOP_MANAGER}:
        return
    waiting = queries.contracts(actor, state=State.UNSIGNED).count()
    whole = queries.contracts(actor, state=State.IN_FORCE).count()
    if whole or waiting:
        note = gettext("待签 %(n)s") % {"n": f"{waiting:,}"}
        yield Figure(
            gettext("生效的合同"), f"{whole:,}", reverse("contracts:contracts"), gettext("份"), note=note, order=45
        )


KEEPERS = frozenset({Role.OFFICE, Role.BUREAU_OFFICER, Role.COOP_MANAGER, Role.CLERK, Role.CASHIER, Role.AUDITOR})
FRONT = Front(
    entries=(
        Entry(
            gettext_noop("红色订单"),
            "contracts:contracts",
            "file-text",
            Section.FRUIT,
            permission="contracts.see",
            short=gettext_noop("订单"),
            order=32,
            roles=KEEPERS,
        ),
        Entry(
            gettext_noop("我的合同"),
            "contracts:mine",
            "file-text",
            Section.FRUIT,
            permission="contracts.see",
            short=gettext_noop("合同"),
            order=12,
            roles=frozenset({Role.GROWER}),
        ),
        Entry(
            gettext_noop("市场行情"),
            "contracts:market",
            "chart-line",
            Section.FRUIT,
            permission="contracts.see_market",
            short=gettext_noop("行情"),
            order=46,
            roles=frozenset({Role.OFFICE, Role.BUREAU_OFFICER, Role.COOP_MANAGER, Role.GROWER, Role.SELLER}),
        ),
        Entry(
            gettext_noop("合同范本"),
            "contracts:templates",
            "file-text",
            Section.FRUIT,
            permission="contracts.change_templates",
            order=67,
            roles=frozenset({Role.OFFICE}),
        ),
    ),
    todos=(todos, deposit_todos),
    figures=(figures,),
)
