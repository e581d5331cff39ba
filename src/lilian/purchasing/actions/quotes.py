"""A supplier bids. No price is written where the office reads before the bids are opened, the audit chain included."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.actions.campaigns import locked
from lilian.purchasing.actions.refusals import ArticleOfAnother, NotQuoting
from lilian.purchasing.models import Article, Quote, QuoteLine
from lilian.purchasing.rules import quotes as rules
from lilian.purchasing.values import QuoteDraft


@transaction.atomic
def submit_quote(*, actor: Actor, draft: QuoteDraft, client_key: str, now: datetime) -> int:
    """The supplier's bid; the newest counts. The same client key again is the same bid.

    :raises NotQuoting: before needs are closed, and from the opening of the bids on
    :raises Invalid: if the bid makes no sense; nothing is written then
    """
    actor.must("purchasing.quote", organisation_id=draft.supplier_id)
    hold_name(f"purchasing quote\n{client_key}", wait=True)
    asked = rules.digest(draft)
    if same := Quote.objects.filter(client_key=client_key).first():
        if same.asked != asked:
            raise KeyReused()
        return same.pk
    campaign = locked(actor, draft.campaign_id, permission="purchasing.quote")
    if not queries.takes_quotes(campaign, now):
        raise NotQuoting()
    members.organisation(actor, draft.supplier_id)
    rules.check(draft)
    known = set(Article.objects.filter(campaign=campaign).values_list("pk", flat=True))
    if {line.article_id for line in draft.lines} - known:
        raise ArticleOfAnother()
    made = _written(actor, draft, asked, client_key, now)
    audit.record(
        actor=actor,
        event="purchasing.quote_submitted",
        subject=made,
        at=now,
        data={"version": made.version, "digest": asked},
    )
    return made.pk


def _written(actor: Actor, draft: QuoteDraft, asked: str, client_key: str, now: datetime) -> Quote:
    before = Quote.objects.filter(campaign_id=draft.campaign_id, supplier_id=draft.supplier_id)
    made = Quote.objects.create(
        campaign_id=draft.campaign_id,
        supplier_id=draft.supplier_id,
        version=(before.aggregate(newest=Max("version"))["newest"] or 0) + 1,
        basket_tiering=draft.basket.tiering.value,
        basket=[list(step) for step in zip(draft.basket.starts, draft.basket.parts, strict=True)],
        minimum_fen=draft.minimum_fen,
        capacity=draft.capacity,
        order_fen=draft.order_fen,
        freight_fen=draft.freight_fen,
        freight_to=draft.freight_to,
        papers=[[each.kind.value, each.number.strip()[:60], each.valid_until.isoformat()] for each in draft.papers],
        at=now,
        quoted_by=actor.name[:80],
        client_key=client_key,
        asked=asked,
    )
    QuoteLine.objects.bulk_create(
        QuoteLine(
            quote=made,
            article_id=line.article_id,
            tiering=line.tiering.value,
            steps=[list(step) for step in zip(line.starts, line.prices_fen, strict=True)],
            pack=line.pack,
            minimum=line.minimum,
            capacity=line.capacity,
            brand=line.brand.strip()[:60],
            batch=line.batch.strip()[:40],
            expires_on=line.expires_on,
        )
        for line in draft.lines
    )
    return made
