"""What the cold-store database shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.storage import queries
from lilian.storage.values import LotStatus, StoreCard
from lilian.web.shell.front import Entry, Figure, Front, Section, Todo
from lilian.web.shell.tags import ago, tonnes
from lilian.web.storage.stale import stale_after
from lilian.web.storage.stores import county, waiting
from lilian.web.storage.stores.filters import is_open, is_too_old

MOST_OWN = 3  # a keeper of more stores gets one line for all of them


def own_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """A keeper's stores that nobody reported today."""
    if Role.KEEPER not in actor.roles:
        return
    today = timezone.localdate(now)
    silent = [
        card
        for card in queries.store_cards(actor, now=now, own=True)
        if is_open(card) and (card.reported_at is None or timezone.localdate(card.reported_at) < today)
    ]
    if len(silent) > MOST_OWN:
        yield own_together(silent)
        return
    for card in silent:
        yield own_one(card, now)


def own_one(card: StoreCard, now: datetime) -> Todo:
    told = gettext("还有库房从没填报过，方案不敢往这里送。") if card.reported_at is None else ""
    why = gettext("上次是%(ago)s填的，今天还没有填。") % {"ago": ago(card.reported_at, now)}
    return Todo(
        gettext("填报库存：%(store)s") % {"store": card.name},
        told or why,
        gettext("去填报"),
        reverse("storage:report_fill", args=[card.id]),
        icon="clipboard-check",
        tone="late" if is_too_old(card) else "now",
        order=10,
    )


def own_together(silent: list[StoreCard]) -> Todo:
    late = sum(map(is_too_old, silent))
    why = gettext("其中 %(late)s 座已经过期。") % {"late": late} if late else gettext("每天填一次，方案才算得准。")
    return Todo(
        ngettext("%(count)s 座库今天还没有填报", "%(count)s 座库今天还没有填报", len(silent)) % {"count": len(silent)},
        why,
        gettext("去填报"),
        reverse("storage:own_stores"),
        icon="clipboard-check",
        tone="late" if late else "now",
        order=10,
    )


def office_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Reports too old to plan on, and fruit nobody has found a place for."""
    if not actor.may("storage.run_plan"):
        return
    stale = sum(map(is_too_old, queries.store_cards(actor, now=now)))
    if stale:
        yield Todo(
            ngettext("%(count)s 座库填报过期", "%(count)s 座库填报过期", stale) % {"count": stale},
            gettext("超过 %(age)s没有填报，方案只能按旧数算。请打电话问一问。") % {"age": stale_after()},
            gettext("看是哪几座"),
            f"{reverse('storage:stores')}?state=stale&sort=told",
            icon="clock-exclamation",
            tone="late",
            order=20,
        )
    amount = waiting.amounts(queries.lots(actor))[LotStatus.WAITING]
    if amount.lots:
        yield Todo(
            ngettext("%(count)s 批果还没有安排", "%(count)s 批果还没有安排", amount.lots) % {"count": amount.lots},
            gettext("一共 %(tonnes)s 吨在等着入库。") % {"tonnes": tonnes(amount.weight_g)},
            gettext("去看批次"),
            reverse("storage:lots"),
            icon="package",
            tone="now",
            order=25,
        )


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """For those who work with the stores; a driver or a seller has no use for them on the home page."""
    if not (actor.may("storage.see_lots") or actor.may("storage.report")):
        return
    cards = queries.store_cards(actor, now=now)
    if not cards:
        return
    yield from county.figures(actor, now, cards)
    if actor.may("storage.see_lots"):
        yield waiting.figures(waiting.amounts(queries.lots(actor)))[0]


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("填报库存"),
            "storage:own_stores",
            "clipboard-check",
            Section.STORES,
            permission="storage.report",
            short=gettext_noop("填报"),
            order=20,
            roles=frozenset({Role.KEEPER}),
        ),
        Entry(
            gettext_noop("冷库"),
            "storage:stores",
            "building-warehouse",
            Section.STORES,
            permission="storage.see",
            order=30,
        ),
        Entry(
            gettext_noop("待储批次"),
            "storage:lots",
            "package",
            Section.STORES,
            permission="storage.see_lots",
            short=gettext_noop("待储"),
            order=32,
        ),
        Entry(
            gettext_noop("填报界限"),
            "storage:thresholds",
            "adjustments",
            Section.SYSTEM,
            permission="storage.see_plan",
            order=85,
        ),
    ),
    todos=(own_todos, office_todos),
    figures=(figures,),
)
