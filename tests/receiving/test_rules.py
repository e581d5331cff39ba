"""What a slip weighs and costs, what cannot be, what is asked about, when fruit was picked too soon."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.catalog.values import Defect
from lilian.receiving import rules
from lilian.receiving.values import (
    Certificate,
    NoCertificate,
    Priced,
    PriceKind,
    SampleDraft,
    Seller,
    Spray,
    SprayStanding,
    Weighing,
)

GRAMS = st.integers(0, 70_000_000)
DAY = date(2026, 9, 18)


@given(GRAMS, GRAMS)
def test_net_is_gross_less_tare_or_there_is_no_slip(gross_g: int, tare_g: int) -> None:
    try:
        assert rules.net_g(Weighing(gross_g, tare_g)) == gross_g - tare_g > 0
    except rules.NoNet:
        assert gross_g <= tare_g
    except rules.TooHeavy:
        assert gross_g > 60_000_000


@given(st.integers(1, 60_000_000), st.integers(1, 100_000))
def test_an_amount_is_rounded_as_bookkeeping_does(net_g: int, fen: int) -> None:
    exact = (Decimal(net_g) * fen / 1_000).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert rules.amount_fen(net_g, fen) == int(exact)


def test_without_a_price_there_is_no_amount() -> None:
    assert rules.amount_fen(100_000, None) is None


@pytest.mark.parametrize("weighing", [Weighing(0), Weighing(5, 5), Weighing(10, -1), Weighing(10, 1, -1)])
def test_nothing_weighs_nothing(weighing: Weighing) -> None:
    with pytest.raises(rules.NoNet):
        rules.net_g(weighing)


DEFECT_COUNTS = st.lists(st.tuples(st.sampled_from(list(Defect)), st.integers(-2, 40)), max_size=4)


@given(st.integers(-1, 600), DEFECT_COUNTS)
def test_a_sample_never_has_more_bad_fruit_than_fruit(size: int, defects: list[tuple[Defect, int]]) -> None:
    sample = SampleDraft(size, defects=tuple(defects))
    names = [defect for defect, _ in defects]
    fits = 1 <= size <= 500 and len(set(names)) == len(names) and all(1 <= count <= size for _, count in defects)
    try:
        rules.check_sample(sample)
        assert fits
    except rules.BadSample:
        assert not fits


@pytest.mark.parametrize("seller", [Seller(), Seller(1, 2), Seller(1, None, 3), Seller(1, 2, 3)])
def test_a_slip_has_one_seller(seller: Seller) -> None:
    with pytest.raises(rules.OneSeller):
        rules.check_seller(seller)


def test_a_firm_must_have_a_certificate() -> None:
    with pytest.raises(rules.CertificateMissing):
        rules.check_certificate(Certificate(absence=NoCertificate.NOT_BROUGHT), Seller(organisation_id=1))


@pytest.mark.parametrize("certificate", [Certificate(), Certificate("HG1", NoCertificate.NOT_ISSUED), Certificate(" ")])
def test_a_household_says_a_number_or_a_reason_and_not_both(certificate: Certificate) -> None:
    with pytest.raises(rules.CertificateUnsaid):
        rules.check_certificate(certificate, Seller(household_id=1))


def test_a_contract_is_named() -> None:
    with pytest.raises(rules.ContractUnsaid):
        rules.check_price(Priced(PriceKind.CONTRACT, " "))


def test_what_is_settled_later_has_no_price_yet() -> None:
    with pytest.raises(rules.NoPriceWanted):
        rules.check_price(Priced(PriceKind.OPEN, told_fen_per_kg=500))


SPRAYS = st.lists(st.builds(Spray, st.just("药"), st.dates(date(2026, 6, 1), date(2026, 10, 30)), st.integers(0, 60)))


@given(SPRAYS)
def test_fruit_is_picked_too_soon_after_any_spraying_whose_interval_still_runs(sprays: list[Spray]) -> None:
    runs = [one for one in sprays if one.sprayed_on <= DAY < one.sprayed_on + timedelta(days=one.interval_days)]
    standing, late = rules.spray_standing(sprays, DAY)
    assert standing is (SprayStanding.TOO_SOON if runs else SprayStanding.KEPT)
    assert late == (runs[0] if runs else None)


def test_without_field_records_nobody_says_it_was_kept() -> None:
    assert rules.spray_standing(None, DAY) == (SprayStanding.UNKNOWN, None)
