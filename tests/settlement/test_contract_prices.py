"""Graded fruit under contract is settled at the contract's price of that day, less what quality takes off it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.catalog import actions as catalog
from lilian.catalog.values import Defect
from lilian.contracts import actions as contracts
from lilian.contracts import queries as agreed
from lilian.contracts.values import Over, Party
from lilian.members.values import OrganisationKind
from lilian.receiving.models import Slip
from lilian.receiving.values import Priced, PriceKind, SampleDraft
from lilian.settlement import queries
from lilian.settlement.models import Statement
from lilian.settlement.values import Basis, Delivered, Waiting
from lilian.sorting import actions as sorting
from lilian.sorting.values import InputDraft, RunDraft
from lilian.stock import actions as stock
from lilian.stock.values import Line, LocationDraft, LocationKind, Spot, Transfer
from tests.contracts.orchard import SHEET, SPRING, SYSTEM, Orchard, block, the_template
from tests.contracts.orchard import season as a_season
from tests.members.cast import organisation
from tests.receiving.scale import KG, NOW, TODAY
from tests.settlement.season import Season

OPEN = Priced(PriceKind.OPEN)


@pytest.fixture
def over() -> Over:
    return Over.CONTRACT


@pytest.fixture
def orchard(season: Season, over: Over) -> Orchard:
    """Mei's household has signed; the index stands at 8.00 yuan, above the floor of 6.00."""
    made = an_orchard(season, over)
    (contract,) = made.made()
    made.sign(contract, *Party)
    made.quoted(800)
    return made


def an_orchard(season: Season, over: Over = Over.CONTRACT) -> Orchard:
    scale, firm = season.scale, organisation("J1", "北纬果品公司", OrganisationKind.PROCESSING)
    own = block("DK9", season.coop, season.mei)
    template, version = the_template(scale.variety)
    if over is not Over.CONTRACT:
        said = {"template_id": template, "sheet": replace(SHEET, over=over), "reason": "超交"}
        version = contracts.publish_template(actor=SYSTEM, **said, now=SPRING)
    return Orchard(scale.cast, firm, season.mei, scale.qiao, own, scale.variety, a_season(2026), 0, template, version)


def settled(season: Season, place: int = 0) -> Delivered:
    if not Statement.objects.exists():
        season.posted()
    return queries.inputs_of(Statement.objects.get(household=season.mei)).delivered[place]


def sorted_fruit(season: Season, slip_ids: list[int], **weighed_g: int) -> None:
    """Through one tank, and put on a scale by grade."""
    line = stock.open_location(actor=SYSTEM, draft=LocationDraft("LN", "线", LocationKind.LINE, season.coop), now=NOW)
    slips = list(Slip.objects.filter(pk__in=slip_ids))
    moves = [Transfer(Line(Spot(one.lot_id, one.location_id), one.net_g), line) for one in slips]
    stock.move(actor=SYSTEM, transfers=moves, day=TODAY, client_key="to the line", now=NOW)
    inputs = tuple(InputDraft(one.lot_id, line, one.net_g) for one in slips)
    draft = RunDraft(line, inputs, NOW - timedelta(hours=1))
    run = sorting.open_run(actor=SYSTEM, draft=draft, client_key="run", now=NOW)
    sorting.close_run(actor=SYSTEM, run_id=run, weighed_g=weighed_g, client_key="close", now=NOW)


def test_the_market_leg_is_paid_where_it_is_above_the_floor(season: Season, orchard: Orchard) -> None:
    season.brings(season.mei, 100, "a", price=OPEN, grade="first")
    fruit = settled(season)
    assert (fruit.fen_per_kg, fruit.uncut_fen_per_kg, fruit.amount_fen) == (800, 800, 80_000)
    assert fruit.contract
    assert queries.fen_by_contract([season.mei, season.shan]) == {fruit.contract: 80_000}


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


@pytest.mark.parametrize(
    ("over", "parts"),
    [
        (Over.CONTRACT, [(3_400 * KG, 600, "open")]),
        (Over.MARKET, [(3_300 * KG, 600, "open"), (100 * KG, 550, Basis.OVER)]),
    ],
)
def test_what_comes_beyond_the_tolerance_has_the_price_the_contract_says(
    season: Season, orchard: Orchard, over: Over, parts: list[tuple[int, int, str]]
) -> None:
    """3,000 kg and a tenth are promised; the market stands below the floor."""
    orchard.quoted(550)
    season.brings(season.mei, 3_000, "a", price=OPEN, grade="first")
    season.brings(season.mei, 400, "b", price=OPEN, grade="first")
    season.posted()
    found = queries.inputs_of(Statement.objects.get(household=season.mei)).delivered
    told: dict[tuple[int, str], int] = {}
    for one in found:
        told[one.fen_per_kg, one.basis] = told.get((one.fen_per_kg, one.basis), 0) + one.net_g
    assert [(g, fen, basis) for (fen, basis), g in told.items()] == parts


@pytest.mark.parametrize("over", [Over.REFUSED])
def test_what_the_contract_does_not_take_waits_also_in_a_later_run(season: Season, orchard: Orchard) -> None:
    season.brings(season.mei, 3_300, "a", price=OPEN, grade="first")
    season.posted()
    season.brings(season.mei, 1, "b", price=OPEN, grade="first")
    (waits,) = queries.waiting(season.actor("guo"), season.coop)
    assert (waits.net_g, waits.why) == (KG, Waiting.OVER)


def test_ungraded_fruit_waits_until_the_line_has_sorted_it(season: Season, orchard: Orchard) -> None:
    """Its own share of a mixed run; what is lost is borne by all grades alike."""
    slips = [season.brings(home, 100, key, price=OPEN) for key, home in (("a", season.mei), ("b", season.shan))]
    guo = season.actor("guo")
    assert [one.why for one in queries.waiting(guo, season.coop)] == [Waiting.UNGRADED, Waiting.NO_PRICE]
    sorted_fruit(season, slips, first=120 * KG, second=60 * KG)
    season.scale.posted(300, grade="second")
    fruit = settled(season, 0), settled(season, 1)
    assert [(one.grade, one.net_g, one.fen_per_kg, one.basis) for one in fruit] == [
        ("first", 66_667, 800, Basis.POOLED_GRADES), ("second", 33_333, 350, Basis.POOLED_GRADES),
    ]  # fmt: skip
    assert [(one.household_id, one.why) for one in queries.waiting(guo, season.coop)] == [
        (season.shan, Waiting.NO_GRADE_PRICE)
    ]


def test_a_second_contract_is_found_for_its_own_variety(season: Season) -> None:
    """The household's first contract is for another pear."""
    orchard = an_orchard(season)
    pear = catalog.add_variety(actor=SYSTEM, code="SL", name="酥梨", now=SPRING)
    template = contracts.add_template(actor=SYSTEM, code="SLT", name="酥梨", variety_id=pear, sheet=SHEET, now=SPRING)
    version = agreed.template(SYSTEM, template).versions.get().pk
    batch = agreed.drafts(SYSTEM, replace(orchard.many(), version_id=version), SPRING.date())
    drafts = tuple(
        replace(one, terms=replace(one.terms, lines=tuple(replace(line, block_id=None) for line in one.terms.lines)))
        for one in batch.contracts
    )
    (other,) = contracts.make_contracts(
        actor=SYSTEM, batch=replace(batch, contracts=drafts), client_key="other", now=SPRING
    )
    (own,) = orchard.made()
    for contract in (other, own):
        orchard.sign(contract, *Party)
    orchard.quoted(800)
    season.brings(season.mei, 100, "a", price=OPEN, grade="first")
    fruit = settled(season)
    assert (fruit.contract, fruit.fen_per_kg) == (agreed.contract(SYSTEM, own).number, 800)


def test_a_contract_with_others_says_nothing_of_fruit_that_is_brought_here(season: Season) -> None:
    """Qiao's household has signed through its own co-operative, and brings fruit to Guo's."""
    orchard = an_orchard(season)
    block("DK8", season.scale.cast.other_coop, season.scale.qiao)
    for contract in orchard.made(season.scale.cast.other_coop):
        orchard.sign(contract, *Party)
    orchard.quoted(800)
    season.brings(season.scale.qiao, 100, "a", price=OPEN, grade="first", actor="lin")
    (waits,) = queries.waiting(season.actor("guo"), season.coop)
    assert waits.why is Waiting.NO_PRICE
