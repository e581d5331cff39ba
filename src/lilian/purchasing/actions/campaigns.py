"""A campaign is opened, its needs close, it is cancelled. What comes after has files of its own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.kernel.refusal import NotFound
from lilian.kernel.sentences import Word
from lilian.members import queries as members
from lilian.purchasing.actions.refusals import (
    ArticleThere,
    BadDeposit,
    BadTimes,
    NoArticles,
    NoName,
    NoReason,
    NotApprovedYet,
    NotCollecting,
    WrongStage,
)
from lilian.purchasing.models import Article, Campaign, Need
from lilian.purchasing.rules import tiers
from lilian.purchasing.values import STAGE_NAMES, ArticleDraft, CampaignDraft, NeedState, Stage

WHOLE = 1_000


@transaction.atomic
def open_campaign(
    *,
    actor: Actor,
    draft: CampaignDraft,
    articles: Sequence[ArticleDraft],
    now: datetime,
    cloned_from: int | None = None,
) -> int:
    """Needs are collected from now on; return its key.

    :raises NoName, BadTimes, BadDeposit, NoArticles, ArticleThere, BadTiers: nothing is written then
    """
    actor.must("purchasing.run", organisation_id=draft.organiser_id)
    members.organisation(actor, draft.organiser_id)
    check_draft(draft, now)
    if not articles:
        raise NoArticles()
    made = write_campaign(actor, draft, cloned_from, now)
    _write_articles(made, articles, first=1)
    data = {"name": made.name, "articles": len(articles)}
    audit.record(actor=actor, event="purchasing.campaign_opened", subject=made, at=now, data=data)
    return made.pk


def check_draft(draft: CampaignDraft, now: datetime) -> None:
    """:raises NoName, BadTimes, BadDeposit: as the names say"""
    if not draft.name.strip():
        raise NoName()
    if not now < draft.needs_until < draft.quotes_until:
        raise BadTimes()
    if not 0 <= draft.deposit_permille <= WHOLE:
        raise BadDeposit()


def write_campaign(actor: Actor, draft: CampaignDraft, cloned_from: int | None, now: datetime) -> Campaign:
    return Campaign.objects.create(
        name=draft.name.strip()[:80],
        organiser_id=draft.organiser_id,
        stage=Stage.COLLECTING.value,
        needs_until=draft.needs_until,
        quotes_until=draft.quotes_until,
        deposit_permille=draft.deposit_permille,
        note=draft.note.strip()[:200],
        cloned_from_id=cloned_from,
        opened_at=now,
        opened_by=actor.name[:80],
    )


def _write_articles(campaign: Campaign, drafts: Sequence[ArticleDraft], first: int) -> None:
    inputs = {one.pk: one for one in catalog.farm_inputs().filter(pk__in=[draft.farm_input_id for draft in drafts])}
    seen = set(Article.objects.filter(campaign=campaign).values_list("farm_input_id", flat=True))
    for draft in drafts:
        if draft.farm_input_id not in inputs:
            raise NotFound()
        if draft.farm_input_id in seen:
            raise ArticleThere(name=inputs[draft.farm_input_id].name)
        seen.add(draft.farm_input_id)
        if draft.tiers:
            tiers.check_tiers([tier.start for tier in draft.tiers], [tier.price_fen for tier in draft.tiers])
    Article.objects.bulk_create(
        Article(
            campaign=campaign,
            farm_input_id=draft.farm_input_id,
            number=number,
            tiers=[[tier.start, tier.price_fen] for tier in draft.tiers],
        )
        for number, draft in enumerate(drafts, first)
    )


@transaction.atomic
def add_articles(*, actor: Actor, campaign_id: int, articles: Sequence[ArticleDraft], now: datetime) -> None:
    """More farm inputs, while needs are collected.

    :raises NotCollecting, ArticleThere, BadTiers: nothing is written then
    """
    campaign = locked(actor, campaign_id, Stage.COLLECTING)
    if not articles:
        raise NoArticles()
    last = Article.objects.filter(campaign=campaign).order_by("-number").values_list("number", flat=True).first()
    _write_articles(campaign, articles, first=(last or 0) + 1)
    data = {"articles": [draft.farm_input_id for draft in articles]}
    audit.record(actor=actor, event="purchasing.articles_added", subject=campaign, at=now, data=data)


def locked(actor: Actor, campaign_id: int, *stages: Stage, permission: str = "purchasing.run") -> Campaign:
    """The campaign, nobody else's to change until the transaction ends, in one of these stages.

    :raises WrongStage: if it is in another
    """
    actor.must(permission)
    campaign = Campaign.objects.select_for_update(of=("self",)).filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound()
    if stages and Stage(campaign.stage) not in stages:
        if stages == (Stage.COLLECTING,):
            raise NotCollecting()
        raise WrongStage(stage=Word(STAGE_NAMES[Stage(campaign.stage)]))
    return campaign


def move(campaign: Campaign, stage: Stage) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(stage=stage.value)


@transaction.atomic
def close_needs(*, actor: Actor, campaign_id: int, now: datetime, leave_out: bool = False) -> None:
    """No more needs; suppliers may bid on what was approved. `leave_out`: what nobody ruled on does not count.

    :raises NotApprovedYet: if something was not ruled on and is not to be left out
    :raises NotCollecting, BadTimes: if they are closed already, or the bids would open at once
    """
    campaign = locked(actor, campaign_id, Stage.COLLECTING)
    if campaign.quotes_until <= now:
        raise BadTimes()
    waiting = Need.objects.filter(
        campaign=campaign, quantity__gt=0, state__in=(NeedState.ASKED.value, NeedState.CONFIRMED.value)
    ).count()
    if waiting and not leave_out:
        raise NotApprovedYet(count=waiting)
    move(campaign, Stage.QUOTING)
    audit.record(actor=actor, event="purchasing.needs_closed", subject=campaign, at=now, data={"left_out": waiting})


@transaction.atomic
def prolong(*, actor: Actor, campaign_id: int, needs_until: datetime, quotes_until: datetime, now: datetime) -> None:
    """Other times, later than now; bids that were opened stay open.

    :raises BadTimes: if the needs close in the past, or after the bids open
    """
    campaign = locked(actor, campaign_id, Stage.COLLECTING, Stage.QUOTING)
    collecting = campaign.stage == Stage.COLLECTING
    opened = campaign.stage == Stage.QUOTING and campaign.quotes_until <= now
    if opened or quotes_until <= now or needs_until >= quotes_until or (collecting and needs_until <= now):
        raise BadTimes()
    closes = needs_until if collecting else campaign.needs_until
    Campaign.objects.filter(pk=campaign.pk).update(needs_until=closes, quotes_until=quotes_until)
    data = {"needs_until": closes, "quotes_until": quotes_until}
    audit.record(actor=actor, event="purchasing.prolonged", subject=campaign, at=now, data=data)


@transaction.atomic
def cancel_campaign(*, actor: Actor, campaign_id: int, reason: str, now: datetime) -> None:
    """Nothing is bought; what was asked and bid stays on record.

    :raises NoReason, WrongStage: as the names say
    """
    campaign = locked(actor, campaign_id, Stage.COLLECTING, Stage.QUOTING)
    if not reason.strip():
        raise NoReason()
    move(campaign, Stage.CANCELLED)
    data = {"reason": reason.strip()[:200]}
    audit.record(actor=actor, event="purchasing.campaign_cancelled", subject=campaign, at=now, data=data)
