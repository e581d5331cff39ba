"""Milestones, deliveries against contract, what is still to buy, and a purchase refused by two people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lilian.contracts import actions, queries
from lilian.contracts.actions.season import (
    AlreadyAnswered,
    EstimateUnsaid,
    MilestoneAhead,
    MilestoneReached,
    NoSuchMilestone,
    NotInForce,
    RefusalUnexplained,
    SamePerson,
)
from lilian.contracts.actions.writing import NoSuchGrade
from lilian.contracts.rules.fulfilment import due_g, fulfilment
from lilian.contracts.values import Refused
from lilian.flows import deliveries
from lilian.flows.receiving import receive_fruit
from lilian.kernel.period import Period
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.members.values import PlaceKind
from lilian.receiving import actions as receiving
from lilian.receiving import queries as points
from lilian.receiving.values import Certificate, NoCertificate, Priced, PriceKind, Seller, SlipDraft, Weighing
from tests.contracts.orchard import AUTUMN, HARVEST, KG, SYSTEM, Orchard
from tests.receiving.scale import place


@pytest.mark.parametrize(
    ("delivered", "counted", "over", "short"),
    [(0, 0, 0, 1_000), (1_000, 1_000, 0, 0), (1_099, 1_099, 0, 0), (1_200, 1_100, 100, 0)],
)
def test_the_tolerance_counts_at_the_contracts_price(delivered: int, counted: int, over: int, short: int) -> None:
    found = fulfilment(1_000, delivered, 100)
    assert (found.counted_g, found.over_g, found.short_g) == (counted, over, short)


def test_a_like_share_is_due_each_day_of_the_window() -> None:
    window = Period(date(2026, 9, 1), date(2026, 9, 11))
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 5), date(2026, 9, 10), date(2026, 9, 30)]
    assert [due_g(1_000, window, day) for day in days] == [0, 100, 500, 1_000, 1_000]


def reach(orchard: Orchard, contract: int, key: str = "inputs", name: str = "guo", **said: object) -> int:
    return actions.record_milestone(
        actor=orchard.actor(name), contract_id=contract, milestone=key, now=AUTUMN, **{"day": HARVEST, **said}
    )


def test_a_milestone_is_reached_once_and_an_estimate_may_come_again(orchard: Orchard) -> None:
    made = orchard.signed()
    reach(orchard, made)
    for g in (2_000 * KG, 1_800 * KG):
        reach(orchard, made, "estimate", estimate_g=g)
    states = {one.key: (one.done_on, one.estimate_g) for one in queries.milestones(orchard.actor("mei"), made)}
    assert states == {"inputs": (HARVEST, None), "estimate": (HARVEST, 1_800 * KG)}
    with pytest.raises(MilestoneReached):
        reach(orchard, made)
    (count, _) = queries.milestone_counts(queries.terms_on(SYSTEM, HARVEST), HARVEST)
    assert (count.name, count.contracts, count.done, count.open) == ("发放农资", 1, 1, 0)


def test_a_milestone_that_cannot_be_is_refused(orchard: Orchard) -> None:
    made = orchard.signed()
    for refusal, said in [
        (NoSuchMilestone, {"key": "party"}),
        (MilestoneAhead, {"day": HARVEST + timedelta(days=1)}),
        (EstimateUnsaid, {"key": "estimate"}),
        (EstimateUnsaid, {"estimate_g": 5}),
        (NotAllowed, {"name": "mei"}),
        (NotFound, {"name": "qin"}),
    ]:
        with pytest.raises(refusal):
            reach(orchard, made, **said)


def brought(orchard: Orchard, contract: int | None, kilos: int, grade: str = "first", key: str = "s") -> None:
    """Mei's household weighs fruit, under a contract or not."""
    number = queries.contract(SYSTEM, contract).number if contract else ""
    draft = SlipDraft(
        location_id=orchard_point(orchard),
        seller=Seller(household_id=orchard.mei),
        variety_id=orchard.variety,
        grade=grade,
        harvest_date=HARVEST,
        weighing=Weighing(kilos * KG),
        certificate=Certificate(absence=NoCertificate.NOT_ISSUED),
        price=Priced(PriceKind.CONTRACT, number) if contract else Priced(),
        weighed_at=AUTUMN,
    )
    receive_fruit(actor=SYSTEM, draft=draft, client_key=key, now=AUTUMN)


def orchard_point(orchard: Orchard) -> int:
    found = points.points(SYSTEM).first()
    if found is not None:
        return found.pk
    made = place("SG1", orchard.cast.coop, PlaceKind.COLLECTION_POINT)
    return receiving.open_point(actor=SYSTEM, place_id=made, now=AUTUMN)


def test_deliveries_stand_against_the_contract_and_what_is_sold_beside_it_shows(orchard: Orchard) -> None:
    made = orchard.signed()
    brought(orchard, made, 500)
    brought(orchard, made, 300, grade="", key="ungraded")
    brought(orchard, None, 200, key="beside")
    (found,) = deliveries.standings(orchard.actor("guo"), HARVEST)
    assert (found.whole.delivered_g, found.elsewhere_g) == (800 * KG, 200 * KG)
    assert sum(found.outstanding.values()) == 2_200 * KG
    assert found.behind_g == max(0, 3_000 * KG * 14 // 51 - 800 * KG)
    assert deliveries.standings(orchard.actor("qin"), HARVEST) == []


def test_what_must_still_be_bought_at_todays_price_and_at_the_floors(orchard: Orchard) -> None:
    made = orchard.signed()
    orchard.quoted(700)
    brought(orchard, made, 100)
    found = {one.grade: one for one in deliveries.exposures(deliveries.standings(SYSTEM, HARVEST), HARVEST)}
    assert {grade: (one.outstanding_g, one.today_fen, one.floor_fen) for grade, one in found.items()} == {
        "first": (2_000 * KG, 1_400_000, 1_200_000),
        "second": (900 * KG, 315_000, 315_000),
    }


def refused(orchard: Orchard, contract: int, name: str = "tao", **said: object) -> int:
    whole = {"grade": "first", "weight_g": 50 * KG, "day": HARVEST, "reason": Refused.SPOILT, "note": "烂果三成"}
    return actions.ask_refusal(actor=orchard.actor(name), contract_id=contract, now=AUTUMN, **(whole | said))


def answered(orchard: Orchard, refusal: int, name: str, upheld: bool = True) -> None:
    actions.answer_refusal(actor=orchard.actor(name), refusal_id=refusal, is_upheld=upheld, now=AUTUMN)


def test_a_purchase_is_refused_by_two_people(orchard: Orchard) -> None:
    made = orchard.signed()
    asked = refused(orchard, made)
    assert queries.refused_g([made]) == {}
    with pytest.raises(SamePerson):
        answered(orchard, asked, "tao")
    for name, refusal in (("qin", NotFound), ("mei", NotAllowed)):
        with pytest.raises(refusal):
            answered(orchard, asked, name)
    answered(orchard, asked, "guo")
    assert queries.refused_g([made]) == {made: 50 * KG}
    with pytest.raises(AlreadyAnswered):
        answered(orchard, asked, "lin")


def test_a_program_does_not_answer_for_who_gave_it_its_token(orchard: Orchard) -> None:
    tao = orchard.actor("tao")
    asked = refused(orchard, orchard.signed())
    program = replace(tao, name="books", user_id=None, person_id=None, issuer_id=tao.user_id)
    with pytest.raises(SamePerson):
        actions.answer_refusal(actor=program, refusal_id=asked, is_upheld=True, now=AUTUMN)


def test_a_refusal_that_is_not_upheld_refuses_nothing(orchard: Orchard) -> None:
    made = orchard.signed()
    answered(orchard, refused(orchard, made), "guo", upheld=False)
    assert queries.refused_g([made]) == {}


def test_a_refusal_without_ground_is_none(orchard: Orchard) -> None:
    made = orchard.signed()
    for refusal, said in [
        (RefusalUnexplained, {"note": " "}),
        (RefusalUnexplained, {"weight_g": 0}),
        (NoSuchGrade, {"grade": "special"}),
        (NotInForce, {"day": HARVEST + timedelta(days=1)}),
        (NotInForce, {"day": date(2026, 4, 1)}),
        (NotFound, {"name": "qin"}),
    ]:
        with pytest.raises(refusal):
            refused(orchard, made, **said)
