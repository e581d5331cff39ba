"""What crates show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.crates import queries
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Figure, Front, Section


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """A grower: how many crates one still has. Who lends them: how many are out."""
    if not actor.may("crates.see") or actor.is_staff:
        return
    out = queries.held(actor).aggregate(all=Sum("count"))["all"] or 0
    if out:
        label = gettext("我领的箱") if Role.GROWER in actor.roles else gettext("在外的箱")
        yield Figure(label, f"{out:,}", reverse("crates:crates"), gettext("只"), order=70)


FRONT = Front(
    entries=(Entry(gettext_noop("周转箱"), "crates:crates", "box", Section.FRUIT, permission="crates.see", order=45),),
    figures=(figures,),
)
