"""A slip is written once, with its entry in the goods journal, or not at all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.catalog.values import Defect
from lilian.flows import receiving as flow
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.receiving import queries, rules
from lilian.receiving.actions.grades import UnknownGrade
from lilian.receiving.actions.sellers import BlockOfAnother, SellerGone
from lilian.receiving.actions.slips import LooksOdd, NothingPosted, PriceChanged, WeighedWhen, WithinInterval
from lilian.receiving.models import PostedPrice, Sample, SampleDefect, Slip
from lilian.receiving.values import Certificate, Odd, Priced, PriceKind, SampleDraft, Seller, Spray, Weighing
from lilian.stock import queries as stock
from lilian.stock.values import Origin
from tests.receiving.scale import KG, NOW, SYSTEM, TODAY, Scale


def test_what_mei_brings_is_a_slip_and_a_lot_of_the_points_owner(scale: Scale) -> None:
    told = scale.received(block_id=scale.block)
    slip = Slip.objects.get()
    card = stock.lot(scale.actor("guo"), slip.lot_id)
    assert (told.number, told.net_g) == (slip.number, 100 * KG)
    assert (slip.seller_name, slip.day, slip.spray) == ("林秀梅", TODAY, "unknown")
    assert (card.owner, card.weight_g, card.pieces) == ("秀梅合作社", 100 * KG, 5)
    assert stock.shares(slip.lot_id) == {Origin(scale.cast.coop, scale.mei, scale.block): 100 * KG}


def test_a_slip_is_on_record(scale: Scale) -> None:
    told = scale.received()
    event = AuditEvent.objects.get(event="receiving.slip_recorded")
    assert (event.subject, told.number in event.data) == (f"receiving.Slip:{told.slip_id}", True)


def test_a_sample_stands_with_its_slip(scale: Scale) -> None:
    sample = SampleDraft(20, 132, 645, ((Defect.RUB, 3), (Defect.RUSSET, 1)))
    scale.received(sample=sample)
    slip = Slip.objects.get()
    assert (slip.sample.brix_tenths, slip.sample.firmness_tenths_n) == (132, 645)
    assert queries.defects_of(slip) == [(Defect.RUB, 3), (Defect.RUSSET, 1)]


def test_the_same_key_again_is_the_same_slip(scale: Scale) -> None:
    assert scale.received("a") == scale.received("a")
    assert Slip.objects.count() == 1


def test_the_same_key_with_another_weight_is_refused(scale: Scale) -> None:
    scale.received("a")
    with pytest.raises(KeyReused):
        scale.received("a", weighing=Weighing(111 * KG, 10 * KG, 5))


def test_a_refused_slip_leaves_nothing(scale: Scale) -> None:
    with pytest.raises(LooksOdd):
        scale.received(weighing=Weighing(6_000 * KG))
    assert not Slip.objects.exists()
    assert not AuditEvent.objects.filter(event="stock.entry_posted").exists()


def test_a_slip_that_fails_after_posting_takes_the_entry_with_it(scale: Scale, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("lilian.receiving.actions.slips._write_sample", broken)
    with pytest.raises(RuntimeError):
        scale.received()
    assert not AuditEvent.objects.filter(event="stock.entry_posted").exists()
    assert not stock.lots(SYSTEM).exists()


def test_what_looks_odd_is_taken_when_somebody_looked_again(scale: Scale) -> None:
    scale.received(weighing=Weighing(6_000 * KG), sure=True)
    assert Slip.objects.get().odd == Odd.HEAVY.value


@pytest.mark.parametrize(
    "changes",
    [
        {"weighing": Weighing(110 * KG, 50 * KG)},
        {"weighing": Weighing(110 * KG, 10 * KG, 50)},
        {"harvest_date": TODAY - timedelta(days=11)},
        {"sample": SampleDraft(20, brix_tenths=240)},
        {"sample": SampleDraft(20, firmness_tenths_n=1_500)},
        {"sample": SampleDraft(20, defects=((Defect.RUB, 11),))},
    ],
)
def test_what_is_rarely_true_is_asked_about(scale: Scale, changes: dict[str, object]) -> None:
    with pytest.raises(LooksOdd):
        scale.received(**changes)


def test_fruit_is_not_picked_after_it_was_weighed(scale: Scale) -> None:
    with pytest.raises(rules.HarvestToCome):
        scale.received(harvest_date=TODAY + timedelta(days=1))


@pytest.mark.parametrize("at", [NOW + timedelta(hours=1), NOW - timedelta(days=31)])
def test_a_phone_with_a_wrong_clock_is_told_so(scale: Scale, at: object) -> None:
    with pytest.raises(WeighedWhen):
        scale.received(weighed_at=at)


def test_a_slip_weighed_yesterday_and_sent_today_counts_for_yesterday(scale: Scale) -> None:
    yesterday = NOW - timedelta(days=1)
    scale.received(weighed_at=yesterday, harvest_date=TODAY - timedelta(days=1))
    assert Slip.objects.get().day == TODAY - timedelta(days=1)


def test_the_posted_price_of_the_moment_is_paid(scale: Scale) -> None:
    scale.posted(560)
    told = scale.received(price=Priced(PriceKind.POSTED), weighing=Weighing(100_050, 0))
    assert told.amount_fen == 56_028
    assert Slip.objects.get().posted == PostedPrice.objects.get()


def test_where_nothing_is_posted_it_says_so(scale: Scale) -> None:
    with pytest.raises(NothingPosted):
        scale.received(price=Priced(PriceKind.POSTED))


def test_a_price_told_that_was_not_posted_is_refused(scale: Scale) -> None:
    scale.posted(560)
    with pytest.raises(PriceChanged):
        scale.received(price=Priced(PriceKind.POSTED, told_fen_per_kg=600))


def test_a_contract_slip_names_its_contract_and_costs_what_was_told(scale: Scale) -> None:
    told = scale.received(price=Priced(PriceKind.CONTRACT, "HT-2026-017", 620))
    assert (Slip.objects.get().contract, told.amount_fen) == ("HT-2026-017", 62_000)


def test_an_unknown_grade_is_refused(scale: Scale) -> None:
    from tests.receiving.world import publish_standard

    publish_standard()
    with pytest.raises(UnknownGrade):
        scale.received(grade="best")


def test_a_co_op_sells_with_its_certificate(scale: Scale) -> None:
    certificate = Certificate("HG-2026-0001")
    scale.received(actor="lin", seller=Seller(organisation_id=scale.cast.other_coop), certificate=certificate)
    slip = Slip.objects.get()
    assert (slip.seller_name, slip.certificate) == ("乔家合作社", "HG-2026-0001")


def test_a_co_op_without_one_is_refused(scale: Scale) -> None:
    with pytest.raises(rules.CertificateMissing):
        scale.received(seller=Seller(organisation_id=scale.cast.other_coop))


def test_a_person_without_household_may_sell(scale: Scale) -> None:
    scale.received(seller=Seller(person_id=scale.cast.people["guo"]))
    assert Slip.objects.get().seller_name == "郭守库"


def test_a_block_of_another_is_refused(scale: Scale) -> None:
    with pytest.raises(BlockOfAnother):
        scale.received(actor="lin", seller=Seller(household_id=scale.qiao), block_id=scale.block)


def test_a_household_that_is_no_more_sells_no_more(scale: Scale) -> None:
    from lilian.members.models import Household

    Household.objects.filter(pk=scale.mei).update(closed_on=TODAY)
    with pytest.raises(SellerGone):
        scale.received()


def test_fruit_picked_within_the_interval_is_not_taken(scale: Scale, monkeypatch: pytest.MonkeyPatch) -> None:
    spray = Spray("吡虫啉", TODAY - timedelta(days=6), 14)
    monkeypatch.setattr(flow, "FIELD_RECORDS", lambda block_id: [spray] if block_id == scale.block else [])
    with pytest.raises(WithinInterval):
        scale.received(block_id=scale.block)


def test_fruit_picked_after_the_interval_is_marked_so(scale: Scale, monkeypatch: pytest.MonkeyPatch) -> None:
    spray = Spray("吡虫啉", TODAY - timedelta(days=15), 14)
    monkeypatch.setattr(flow, "FIELD_RECORDS", lambda block_id: [spray])
    scale.received(block_id=scale.block)
    assert Slip.objects.get().spray == "kept"


def test_fruit_of_an_unnamed_block_has_no_field_records(scale: Scale, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "FIELD_RECORDS", lambda block_id: [])
    scale.received()
    assert Slip.objects.get().spray == "unknown"


def test_a_clerk_weighs_at_the_own_point_only(scale: Scale) -> None:
    with pytest.raises(NotFound):
        scale.received(location_id=scale.other_point)


def test_a_clerk_does_not_find_anothers_grower(scale: Scale) -> None:
    with pytest.raises(NotFound):
        scale.received(seller=Seller(household_id=scale.qiao))


@pytest.mark.parametrize("name", ["mei", "hai", "ren"])
def test_who_does_not_weigh_writes_no_slip(scale: Scale, name: str) -> None:
    with pytest.raises(NotAllowed):
        scale.received(actor=name)


@pytest.mark.parametrize("statement", ["UPDATE receiving_slip SET net_g = net_g", "DELETE FROM receiving_slip"])
def test_the_database_keeps_a_slip_as_it_was(scale: Scale, statement: str) -> None:
    from django.db import connection

    scale.received()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", [Sample, SampleDefect, PostedPrice])
def test_the_database_keeps_samples_and_prices_too(scale: Scale, model: type) -> None:
    scale.posted(560)
    scale.received(sample=SampleDraft(20, defects=((Defect.RUB, 1),)))
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
