"""Graded fruit under contract is settled at the contract's price of that day, less what quality takes off it."""

import pytest

from lilian.catalog.values import Defect
from lilian.contracts.values import Party
from lilian.members.values import OrganisationKind
from lilian.receiving.values import Priced, PriceKind, SampleDraft
from lilian.settlement import queries
from lilian.settlement.models import Statement
from lilian.settlement.values import Delivered
from tests.contracts.orchard import Orchard, block, the_template
from tests.contracts.orchard import season as a_season
from tests.members.cast import organisation
from tests.settlement.season import Season

OPEN = Priced(PriceKind.OPEN)


@pytest.fixture
def orchard(season: Season) -> Orchard:
    """Mei's household has signed; the index stands at 8.00 yuan, above the floor of 6.00."""
    scale, firm = season.scale, organisation("J1", "北纬果品公司", OrganisationKind.PROCESSING)
    own = block("DK9", season.coop, season.mei)
    template, version = the_template(scale.variety)
    made = Orchard(scale.cast, firm, season.mei, scale.qiao, own, scale.variety, a_season(2026), 0, template, version)
    (contract,) = made.made()
    made.sign(contract, *Party)
    made.quoted(800)
    return made


def settled(season: Season) -> Delivered:
    season.posted()
    (fruit,) = queries.inputs_of(Statement.objects.get(household=season.mei)).delivered
    return fruit


def test_the_market_leg_is_paid_where_it_is_above_the_floor(season: Season, orchard: Orchard) -> None:
    season.brings(season.mei, 100, "a", price=OPEN, grade="first")
    fruit = settled(season)
    assert (fruit.fen_per_kg, fruit.uncut_fen_per_kg, fruit.amount_fen) == (800, 800, 80_000)
    assert fruit.contract


def test_defects_beyond_what_is_allowed_take_their_share_of_the_price(season: Season, orchard: Orchard) -> None:
    """7 of 100 fruit: 20 thousandths beyond the 50 allowed are two steps of one per cent each."""
    sample = SampleDraft(size=100, defects=((Defect.RUB, 7), (Defect.BRUISE, 3)))
    season.brings(season.mei, 100, "a", price=OPEN, grade="first", sample=sample)
    fruit = settled(season)
    assert (fruit.fen_per_kg, fruit.uncut_fen_per_kg, fruit.amount_fen) == (784, 800, 78_400)


def test_fruit_without_a_contract_waits_for_its_price(season: Season, orchard: Orchard) -> None:
    season.brings(season.mei, 100, "a")
    season.brings(season.shan, 50, "b", price=OPEN, grade="first")
    run = queries.run(season.actor("lin"), season.posted())
    assert (run.unpriced, Statement.objects.count()) == (1, 1)
