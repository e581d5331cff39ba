"""What group purchasing shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import queries
from lilian.purchasing.values import Stage
from lilian.web.purchasing.words import moment
from lilian.web.shell.front import Entry, Front, Section, Todo


def needs_to_ask(actor: Actor, now: datetime) -> Iterator[Todo]:
    """A campaign that collects, for who has said nothing yet."""
    if not actor.may("purchasing.need") or actor.may("purchasing.run"):
        return
    for found in queries.campaigns(actor).filter(stage=Stage.COLLECTING.value, needs_until__gt=now)[:2]:
        if not queries.needs(actor, found.pk).exists():
            yield Todo(
                gettext("{name}：要买的农资报一下").format(name=found.name),
                gettext("合在一起买更便宜，{when} 截止。").format(when=moment(found.needs_until)),
                gettext("去填需求"),
                reverse("purchasing:needs", args=[found.pk]),
                icon="shopping-cart",
                tone="now",
                order=18,
            )


def needs_to_confirm(actor: Actor, now: datetime) -> Iterator[Todo]:
    """What households asked, for the manager to hand in."""
    if not actor.may("purchasing.confirm") or actor.may("purchasing.run"):
        return
    for found in queries.campaigns(actor).filter(stage=Stage.COLLECTING.value)[:2]:
        for place in queries.places(actor, found.pk):
            if place.asked:
                yield Todo(
                    gettext("农户的农资需求等您确认：{count} 条").format(count=place.asked),
                    gettext("{name}，{when} 截止。").format(name=found.name, when=moment(found.needs_until)),
                    gettext("去确认"),
                    reverse("purchasing:place", args=[found.pk, place.organisation_id]),
                    icon="shopping-cart",
                    tone="now",
                    order=19,
                )


def bids_to_open(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Bids that may be opened, for the office; bids to make, for a supplier."""
    quoting = queries.campaigns(actor).filter(stage=Stage.QUOTING.value)[:2] if actor.may("purchasing.see") else []
    for found in quoting:
        if actor.may("purchasing.run") and queries.bids_are_open(found, now):
            yield Todo(
                gettext("{name}：可以开标了").format(name=found.name),
                gettext("报价到时间了，算一算向谁买最省。"),
                gettext("去开标"),
                reverse("purchasing:campaign", args=[found.pk]),
                icon="shopping-cart",
                tone="now",
                order=17,
            )
        if actor.may("purchasing.quote") and queries.takes_quotes(found, now):
            yield Todo(
                gettext("{name}：请报价").format(name=found.name),
                gettext("{when} 开标，以前交的可以改。").format(when=moment(found.quotes_until)),
                gettext("去报价"),
                reverse("purchasing:quote", args=[found.pk]),
                icon="shopping-cart",
                tone="now",
                order=10,
            )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("优购"),
            "purchasing:campaigns",
            "shopping-cart",
            Section.ALLIANCE,
            permission="purchasing.see",
            order=45,
        ),
    ),
    todos=(needs_to_ask, needs_to_confirm, bids_to_open),
)
