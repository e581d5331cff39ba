"""What the money journal shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.ledger import queries
from lilian.web.ledger.words import is_owed_to_me
from lilian.web.shell.front import Entry, Figure, Front, Section


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """A grower or supplier: what is owed to them and what they owe. A cashier or manager: money at hand."""
    if not actor.may("ledger.see") or actor.reach("ledger.see").everywhere:
        return
    own = list(queries.books(actor)[:2]) if actor.may("ledger.see_books") else []
    if len(own) == 1:
        ready = queries.figures(actor, own[0].pk).ready_fen
        url = reverse("ledger:book", args=[own[0].pk])
        yield Figure(gettext("银行和现金"), yuan_text(ready), url, gettext("元"), order=60)
        return
    accounts = list(queries.about_oneself(actor))
    owed = sum(queries.own_side_fen(row) for row in accounts if is_owed_to_me(row.purpose))
    due = sum(queries.own_side_fen(row) for row in accounts if not is_owed_to_me(row.purpose))
    if owed or due:
        note = gettext("我欠 %(yuan)s 元") % {"yuan": yuan_text(due)} if due else ""
        yield Figure(gettext("欠我的钱"), yuan_text(owed), reverse("ledger:mine"), gettext("元"), note=note, order=16)


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("账本"),
            "ledger:books",
            "book-2",
            Section.MONEY,
            permission="ledger.see_books",
            order=34,
            roles=frozenset({Role.OFFICE, Role.AUDITOR, Role.COOP_MANAGER, Role.CASHIER}),
        ),
        Entry(
            gettext_noop("我的账"),
            "ledger:mine",
            "wallet",
            Section.MONEY,
            permission="ledger.see",
            order=12,
            roles=frozenset({Role.GROWER, Role.COOP_MANAGER, Role.SELLER, Role.SUPPLIER}),
        ),
    ),
    figures=(figures,),
)
