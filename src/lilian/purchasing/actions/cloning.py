"""Last year's campaign again: its articles and, as a proposal, its needs, each by one statement."""

from datetime import datetime

from django.db import connection, transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.actions.campaigns import check_draft, locked, write_campaign
from lilian.purchasing.actions.refusals import NoChange, NotCollecting
from lilian.purchasing.models import Campaign
from lilian.purchasing.values import CampaignDraft, NeedState, Source, Stage

ARTICLES = """
INSERT INTO purchasing_article (campaign_id, farm_input_id, number, tiers)
SELECT %s, farm_input_id, number, tiers FROM purchasing_article WHERE campaign_id = %s
"""
# What was granted is proposed again; a substitute comes along. What somebody has asked for already stays.
NEEDS = """
INSERT INTO purchasing_need
    (campaign_id, article_id, organisation_id, household_id, quantity, most, substitute_id, source, state, granted,
     at, recorded_by)
SELECT now_article.campaign_id, now_article.id, old.organisation_id, old.household_id, old.quantity, old.most,
       now_other.id, %s, %s, NULL, %s, %s
FROM purchasing_need old
JOIN purchasing_article then_article ON then_article.id = old.article_id
JOIN purchasing_article now_article
    ON now_article.farm_input_id = then_article.farm_input_id AND now_article.campaign_id = %s
LEFT JOIN purchasing_article then_other ON then_other.id = old.substitute_id
LEFT JOIN purchasing_article now_other
    ON now_other.farm_input_id = then_other.farm_input_id AND now_other.campaign_id = now_article.campaign_id
LEFT JOIN members_household home ON home.id = old.household_id
WHERE old.campaign_id = %s AND old.quantity > 0 AND old.state <> %s AND home.closed_on IS NULL {near}
  AND NOT EXISTS (
    SELECT 1 FROM purchasing_need mine
    WHERE mine.article_id = now_article.id AND mine.organisation_id = old.organisation_id
      AND (mine.household_id = old.household_id OR (mine.household_id IS NULL AND old.household_id IS NULL)))
"""
NEAR = "AND old.organisation_id = %s"


@transaction.atomic
def clone_campaign(
    *, actor: Actor, campaign_id: int, draft: CampaignDraft, now: datetime, with_needs: bool = False
) -> int:
    """A new campaign with the articles of another, and with needs to be confirmed anew; return its key.

    :raises NoName, BadTimes, BadDeposit: nothing is written then
    """
    actor.must("purchasing.run", organisation_id=draft.organiser_id)
    before = queries.campaign(actor, campaign_id)
    members.organisation(actor, draft.organiser_id)
    check_draft(draft, now)
    made = write_campaign(actor, draft, before.pk, now)
    with connection.cursor() as cursor:
        cursor.execute(ARTICLES, [made.pk, before.pk])
    needs = _copy_needs(actor, made, None, now) if with_needs else 0
    data = {"from": before.pk, "needs": needs}
    audit.record(actor=actor, event="purchasing.campaign_cloned", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def take_last_needs(*, actor: Actor, campaign_id: int, organisation_id: int, now: datetime) -> int:
    """What a co-operative or village needed in the campaign this one was cloned from, to be looked through; how many.

    :raises NoChange: if there is nothing to take
    """
    actor.must("purchasing.need", organisation_id=organisation_id)
    campaign = locked(actor, campaign_id, Stage.COLLECTING, permission="purchasing.need")
    if not queries.takes_needs(campaign, now):
        raise NotCollecting()
    count = _copy_needs(actor, campaign, organisation_id, now) if campaign.cloned_from_id else 0
    if not count:
        raise NoChange()
    data = {"organisation": organisation_id, "needs": count}
    audit.record(actor=actor, event="purchasing.last_needs_taken", subject=campaign, at=now, data=data)
    return count


def _copy_needs(actor: Actor, campaign: Campaign, organisation_id: int | None, now: datetime) -> int:
    parameters = [
        Source.LAST_YEAR.value,
        NeedState.ASKED.value,
        connection.ops.adapt_datetimefield_value(now),
        actor.name[:80],
        campaign.pk,
        campaign.cloned_from_id,
        NeedState.RETURNED.value,
    ]
    near = "" if organisation_id is None else NEAR
    with connection.cursor() as cursor:
        cursor.execute(NEEDS.format(near=near), parameters + ([] if organisation_id is None else [organisation_id]))
        return cursor.rowcount
