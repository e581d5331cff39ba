"""Campaigns and their articles: every member may know of them."""

from datetime import datetime

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.purchasing.models import Article, Campaign
from lilian.purchasing.rules import tiers
from lilian.purchasing.values import NextTier, Stage

OPENED_STAGES = frozenset({Stage.QUOTING, Stage.DECIDED, Stage.ORDERED, Stage.CLOSED})


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Newest first."""
    actor.must("purchasing.see")
    return Campaign.objects.select_related("organiser")


def campaign(actor: Actor, campaign_id: int) -> Campaign:
    """:raises NotFound: if there is none"""
    found = campaigns(actor).filter(pk=campaign_id).first()
    if found is None:
        raise NotFound()
    return found


def articles(actor: Actor, campaign_id: int) -> QuerySet[Article]:
    """In their order."""
    actor.must("purchasing.see")
    return Article.objects.filter(campaign_id=campaign_id).select_related("farm_input")


def standing_price(article: Article, units: int) -> tuple[int | None, NextTier | None]:
    """Last known fen a unit when all together take so many, and the next step; None where no price is known."""
    steps = tiers.tiers_of(article.tiers)
    return tiers.price_at(steps, units), tiers.next_tier(steps, units)


def takes_needs(found: Campaign, now: datetime) -> bool:
    return found.stage == Stage.COLLECTING and now < found.needs_until


def takes_quotes(found: Campaign, now: datetime) -> bool:
    return found.stage == Stage.QUOTING and now < found.quotes_until


def bids_are_open(found: Campaign, now: datetime) -> bool:
    """From then on the organiser may read the bids; nobody before."""
    return Stage(found.stage) in OPENED_STAGES and found.quotes_until <= now
