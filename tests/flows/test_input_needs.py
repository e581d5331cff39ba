"""Who is under contract is proposed the inputs for what is promised; who has asked stays with it."""

from datetime import timedelta

import pytest

from lilian.base.actors import system
from lilian.catalog import actions as catalog
from lilian.flows.input_needs import BadRate, NothingProposed, needs_from_contracts, units_for
from lilian.kernel.refusal import NotFound
from lilian.purchasing import actions
from lilian.purchasing.models import Article, Need
from lilian.purchasing.values import ArticleDraft, CampaignDraft, Source
from tests.contracts.orchard import SPRING, the_orchard
from tests.purchasing.spring import INPUTS


def test_needs_are_proposed_by_what_contracts_in_force_promise(db: None) -> None:
    orchard = the_orchard()
    contract = orchard.signed()
    promised = sum(line.expected_g for line in orchard.terms(contract).terms.lines)
    inputs = [catalog.add_farm_input(actor=system("t"), draft=draft, now=SPRING) for draft in INPUTS]
    draft = CampaignDraft("春季", orchard.firm, SPRING + timedelta(7), SPRING + timedelta(14))
    articles = [ArticleDraft(pk) for pk in inputs]
    campaign = actions.open_campaign(actor=system("t"), draft=draft, articles=articles, now=SPRING)
    urea, bags = Article.objects.filter(campaign=campaign).values_list("pk", flat=True)
    guo = orchard.actor("guo")
    said = {"actor": guo, "campaign_id": campaign, "organisation_id": orchard.cast.coop, "now": SPRING}
    with pytest.raises(BadRate):
        needs_from_contracts(rates={}, **said)
    assert needs_from_contracts(rates={urea: 30}, **said) == 1
    need = Need.objects.get()
    assert (need.household_id, need.source) == (orchard.mei, Source.CONTRACT)
    assert need.quantity == units_for(promised, 30) > 0
    assert needs_from_contracts(rates={urea: 99, bags: 10}, **said) == 1
    assert Need.objects.get(article=urea).quantity == need.quantity
    with pytest.raises(NothingProposed):
        needs_from_contracts(rates={urea: 99}, **said)
    with pytest.raises(NotFound):
        needs_from_contracts(**said | {"organisation_id": orchard.cast.other_coop}, rates={urea: 1})


def test_what_is_begun_counts_whole() -> None:
    assert [units_for(grams, 30) for grams in (0, 1, 10_000_000, 10_000_001)] == [0, 1, 30, 31]
