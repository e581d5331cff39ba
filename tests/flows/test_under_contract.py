"""At the scale a contract is one that counts for who sells; its price is its own."""

from datetime import timedelta

import pytest

from lilian.contracts import queries
from lilian.flows.receiving import receive_fruit
from lilian.flows.under_contract import NoSuchContract, NotInContract, PriceIsTheContracts
from lilian.receiving.models import Slip
from lilian.receiving.values import Certificate, NoCertificate, Priced, PriceKind, Seller, SlipDraft, Weighing
from tests.again import again
from tests.catalog.test_standards import variety
from tests.contracts.orchard import AUTUMN, HARVEST, KG, SYSTEM, Orchard, the_orchard
from tests.contracts.test_season import orchard_point


@pytest.fixture
def orchard(db: None) -> Orchard:
    return again(the_orchard)


def weighed(orchard: Orchard, number: str, fen: int | None = None, hours: int = 0, **changes: int) -> Slip:
    said = {"variety_id": orchard.variety, "household": orchard.mei} | changes
    draft = SlipDraft(
        location_id=orchard_point(orchard),
        seller=Seller(household_id=said["household"]),
        variety_id=said["variety_id"],
        harvest_date=HARVEST,
        weighing=Weighing(500 * KG),
        certificate=Certificate(absence=NoCertificate.NOT_ISSUED),
        price=Priced(PriceKind.CONTRACT, number, fen),
        weighed_at=AUTUMN,
    )
    made = receive_fruit(actor=SYSTEM, draft=draft, client_key="k", now=AUTUMN + timedelta(hours=hours))
    return Slip.objects.get(pk=made.slip_id)


def test_a_contract_in_force_is_named_and_says_the_price_itself(orchard: Orchard) -> None:
    number = queries.contract(SYSTEM, orchard.signed()).number
    assert queries.numbers_on(HARVEST, organisation_id=orchard.cast.coop) == {orchard.mei: [number]}
    with pytest.raises(PriceIsTheContracts):
        weighed(orchard, number, fen=600)
    slip = weighed(orchard, f" {number} ")
    assert (slip.contract, slip.fen_per_kg) == (number, None)


def test_a_number_nobody_knows_needs_the_price_on_the_paper(orchard: Orchard) -> None:
    orchard.signed()
    with pytest.raises(NoSuchContract):
        weighed(orchard, "HT-2026-99999")
    assert weighed(orchard, "HT-2026-99999", fen=610).fen_per_kg == 610


def test_anothers_contract_is_none_of_this_household(orchard: Orchard) -> None:
    number = queries.contract(SYSTEM, orchard.signed()).number
    assert queries.numbers_on(HARVEST, organisation_id=orchard.cast.other_coop) == {}
    with pytest.raises(NoSuchContract):
        weighed(orchard, number, household=orchard.qiao)


def test_a_variety_it_does_not_take_is_refused(orchard: Orchard) -> None:
    number = queries.contract(SYSTEM, orchard.signed()).number
    with pytest.raises(NotInContract):
        weighed(orchard, number, variety_id=variety("SUL", "酥梨").pk)


def test_what_was_weighed_without_a_connection_counts_whatever_it_names(orchard: Orchard) -> None:
    assert weighed(orchard, "HT-2026-99999", hours=3).contract == "HT-2026-99999"
