"""Needs as rows of `sheets.NEEDS`: what stands, and the form of one place to be filled in."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.purchasing.models import Article, Need
from lilian.purchasing.queries.campaigns import articles, campaign, campaigns
from lilian.purchasing.queries.needs import needs
from lilian.purchasing.values import Stage

MOST_ROWS = 20_000  # of one form


def need_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    """What is asked for where needs are still collected, as far as the actor sees it."""
    for found in campaigns(actor).filter(stage=Stage.COLLECTING.value):
        for need in needs(actor, found.pk):
            household = need.household.code if need.household else None
            yield _row(need.article, need.organisation.code, household, need)


def form_rows(actor: Actor, campaign_id: int, organisation_id: int) -> Iterator[dict[str, Any]]:
    """Each household of a place with each article, what it asked for filled in; at last the place itself.

    :raises NotFound: if the actor does not write for the place
    """
    actor.must("purchasing.need", organisation_id=organisation_id)
    home = members.organisation(actor, organisation_id)
    listed = list(articles(actor, campaign(actor, campaign_id).pk))
    asked = {(need.household_id, need.article_id): need for need in needs(actor, campaign_id, organisation_id=home.pk)}
    cards = members.household_cards(actor, members.households(actor, organisation_id=home.pk).order_by("code"))
    buyers: list[tuple[int | None, str | None, str]] = [(card.id, card.code, card.head) for card in cards]
    rows = (
        _row(article, home.code, code, asked.get((pk, article.pk)), head)
        for pk, code, head in [*buyers, (None, None, home.name)]
        for article in listed
    )
    return islice(rows, MOST_ROWS)


def _row(
    article: Article, organisation: str, household: str | None, need: Need | None, head: str = ""
) -> dict[str, Any]:
    substitute = need.substitute.farm_input.code if need and need.substitute else None
    return {
        "campaign": article.campaign_id,
        "organisation": organisation,
        "household": household,
        "head": head or None,
        "input": article.farm_input.code,
        "name": f"{article.farm_input.name} {article.farm_input.pack}".strip(),
        "unit": article.farm_input.unit,
        "quantity": need.quantity if need else None,
        "most": need.most if need and need.most != need.quantity else None,
        "substitute": substitute,
    }
