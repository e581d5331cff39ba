"""What certificates show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.certificates import queries
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section, Todo

MOST = 100


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Lots without a certificate, for those who issue them for a co-operative."""
    if Role.COOP_MANAGER not in actor.roles or not (count := len(queries.lacking(actor)[:MOST])):
        return
    yield Todo(
        gettext("%(n)s 批果没有合格证") % {"n": f"{count}"},
        gettext("出售以前要开好；混批、分批以后要重开。"),
        gettext("去开"),
        reverse("certificates:certificates"),
        icon="certificate",
        order=35,
    )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("合格证"),
            "certificates:certificates",
            "certificate",
            Section.FRUIT,
            permission="certificates.see",
            order=33,
            roles=frozenset(
                {
                    Role.OFFICE,
                    Role.BUREAU_OFFICER,
                    Role.COOP_MANAGER,
                    Role.CLERK,
                    Role.KEEPER,
                    Role.GROWER,
                    Role.AUDITOR,
                }
            ),
        ),
    ),
    todos=(todos,),
)
