"""What receiving shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.receiving import queries
from lilian.web.receiving.words import kilos
from lilian.web.shell.front import Entry, Figure, Front, Section


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """What came in today; for a grower, what was brought this season."""
    if not actor.may("receiving.see"):
        return
    reach, today = actor.reach("receiving.see"), timezone.localdate(now)
    if not reach.everywhere and not reach.organisation_ids:
        totals = queries.totals(queries.slips(actor))
        if totals.slips:
            yield Figure(gettext("我交的果"), kilos(totals.net_g), reverse("receiving:mine"), gettext("公斤"), order=15)
        return
    totals = queries.totals(queries.slips(actor, first_day=today, last_day=today))
    note = gettext("%(n)s 单") % {"n": f"{totals.slips:,}"}
    yield Figure(
        gettext("今天收果"), kilos(totals.net_g), reverse("receiving:slips"), gettext("公斤"), note=note, order=15
    )


BUYERS = frozenset({Role.OFFICE, Role.BUREAU_OFFICER, Role.COOP_MANAGER, Role.CLERK})
FRONT = Front(
    entries=(
        Entry(
            gettext_noop("过秤收果"),
            "receiving:points",
            "scale",
            Section.FRUIT,
            permission="receiving.record",
            short=gettext_noop("收果"),
            order=10,
            roles=frozenset({Role.CLERK, Role.COOP_MANAGER}),
        ),
        Entry(
            gettext_noop("收果单"),
            "receiving:slips",
            "receipt",
            Section.FRUIT,
            permission="receiving.see",
            short=gettext_noop("单子"),
            order=31,
            roles=BUYERS,
        ),
        Entry(
            gettext_noop("我的交售"),
            "receiving:mine",
            "receipt",
            Section.FRUIT,
            permission="receiving.see",
            short=gettext_noop("交售"),
            order=11,
            roles=frozenset({Role.GROWER}),
        ),
        Entry(
            gettext_noop("挂牌价"),
            "receiving:prices",
            "tag",
            Section.FRUIT,
            permission="receiving.see",
            order=45,
            roles=BUYERS,
        ),
    ),
    figures=(figures,),
)
