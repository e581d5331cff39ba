"""A price is hung on the board. It counts from now or later: what was weighed before keeps its price."""

from datetime import datetime, timedelta

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotAllowed, NotFound
from lilian.receiving import queries
from lilian.receiving.actions.grades import check_grade
from lilian.receiving.models import PostedPrice
from lilian.receiving.values import PriceDraft

LATE = timedelta(minutes=5)  # a form is filled in for a while
MOST_FEN_PER_KG = 100_000


class PriceReachesBack(Invalid):
    code = "receiving.price_reaches_back"
    sentence = gettext_noop("挂牌价不能从过去算起。")
    remedy = gettext_noop("请从现在或以后起；已经过秤的单子保持原价。")


class BadPrice(Invalid):
    code = "receiving.bad_price"
    sentence = gettext_noop("每公斤的价格要大于 0，不超过 1000 元。")


class SamePrice(AlreadyDone):
    code = "receiving.same_price"
    sentence = gettext_noop("现在挂的就是这个价。")


@transaction.atomic
def post_price(*, actor: Actor, draft: PriceDraft, now: datetime) -> int:
    """Post a price of a point, or with the right to all points the county's; return its key.

    :raises PriceReachesBack, BadPrice, SamePrice, UnknownGrade: nothing is written then
    """
    actor.must("receiving.post_price")
    if draft.location_id is None and not actor.reach("receiving.post_price").everywhere:
        raise NotAllowed()
    if draft.location_id is not None:
        point = queries.point(actor, draft.location_id)
        actor.must("receiving.post_price", organisation_id=point.organisation_id)
    _check(draft, now)
    hold_name(f"receiving price\n{draft.location_id}\n{draft.variety_id}\n{draft.grade}", wait=True)
    standing = queries.price_in_force(draft.location_id, draft.variety_id, draft.grade, draft.effective_from, own=True)
    if (standing.fen_per_kg if standing else None) == draft.fen_per_kg:
        raise SamePrice()
    made = PostedPrice.objects.create(
        location_id=draft.location_id,
        variety_id=draft.variety_id,
        grade=draft.grade,
        fen_per_kg=draft.fen_per_kg,
        effective_from=max(draft.effective_from, now),
        at=now,
        posted_by=actor.name[:80],
    )
    data = {"point": draft.location_id, "variety": draft.variety_id, "grade": draft.grade, "fen": draft.fen_per_kg}
    audit.record(actor=actor, event="receiving.price_posted", subject=made, at=now, data=data)
    return made.pk


def _check(draft: PriceDraft, now: datetime) -> None:
    variety = catalog.varieties().filter(pk=draft.variety_id).first()
    if variety is None:
        raise NotFound()
    check_grade(draft.grade, variety, now)
    if draft.effective_from < now - LATE:
        raise PriceReachesBack()
    if draft.fen_per_kg is not None and not 0 < draft.fen_per_kg <= MOST_FEN_PER_KG:
        raise BadPrice()
