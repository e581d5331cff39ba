"""Labels: never more than there is graded, certified fruit of the area; a number has one fate; months are reported."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lilian.base import audit
from lilian.brand import actions, queries
from lilian.brand.actions import refusals
from lilian.brand.models import Backing, Issue, Licence, Spent
from lilian.brand.queries.soundness import label_faults
from lilian.brand.values import Count, Fate, PublicLabel, Ruling
from lilian.certificates import actions as certificates
from lilian.kernel.refusal import NotAllowed
from lilian.stock import actions as stock
from lilian.stock.values import Conversion, Line, LotDraft, Output, Spot
from tests.brand.marking import GRAMS, Marking, certified, number
from tests.packing.boxing import on_the_line
from tests.stock.goods import KG, NOW, TODAY

ALL = 100 * KG // GRAMS  # labels the co-operative's fruit is enough for


def test_labels_are_issued_up_to_the_fruit_and_not_one_more(marking: Marking) -> None:
    first = marking.issued(ALL - 1)
    assert (first.first, first.last) == (1, ALL - 1)
    with pytest.raises(refusals.TooLittleFruit):
        marking.issued(2, "two")
    assert marking.issued(1, "one").first == ALL
    assert (list(label_faults()), list(audit.faults())) == ([], [])


def test_the_database_holds_it_too(marking: Marking) -> None:
    made = marking.issued(ALL)
    ask = marking.asked(1, "more")
    with transaction.atomic():
        other = Issue.objects.create(
            ask_id=ask, licence_id=marking.licence, kind=made.kind, first=ALL + 1, last=ALL + 1, grams=GRAMS,
            secret="00" * 32, at=NOW, issued_by="",
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Backing.objects.create(issue=other, lot_id=marking.boxing.first, weight_g=1)
    with pytest.raises(IntegrityError), transaction.atomic():  # no fruit stands behind it
        Spent.objects.create(issue=other, first=other.first, last=other.last, fate="spoiled", at=NOW, spent_by="")
    assert any("grams behind" in fault for fault in label_faults())
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=made.pk).update(last=ALL + 9)


def test_what_is_free_costs_no_more_questions_however_many_lots(
    marking: Marking, django_assert_num_queries: Any
) -> None:
    licence = Licence.objects.get(pk=marking.licence)
    with CaptureQueriesContext(connection) as told:
        queries.allowance(marking.office, licence, TODAY)
    for place in range(3):
        certified(marking.boxing, on_the_line(marking.boxing.goods, 50 * KG, f"{place}"), 50 * KG, f"cert {place}")
    with django_assert_num_queries(len(told)):
        assert queries.allowance(marking.office, licence, TODAY).free_g == 250 * KG


@pytest.mark.parametrize("why", ["below grade", "from outside", "not certified", "of another"])
def test_other_fruit_stands_for_nothing(marking: Marking, why: str) -> None:
    boxing = marking.boxing
    said: dict[str, Any] = {"grade": "second"} if why == "below grade" else {}
    if why == "from outside":
        said["household"] = boxing.goods.qiao
    lot = on_the_line(boxing.goods, 50 * KG, "more", **said)
    if why != "not certified":
        certified(boxing, lot, 50 * KG, "more")
    if why == "of another":
        stock.hand_over(actor=marking.office, lot_id=lot, owner_id=boxing.goods.shop.pk, reason="卖了", now=NOW)
    with pytest.raises(refusals.TooLittleFruit):
        marking.issued(ALL + 1)
    marking.issued(ALL, "all")


def resorted(marking: Marking) -> int:
    """The lot goes over the line once more and comes out as another, certified anew."""
    boxing = marking.boxing
    spot, coop = Spot(boxing.first, boxing.goods.line), boxing.goods.coop.pk
    made = Output(LotDraft(boxing.goods.variety.pk, coop, coop, "first"), boxing.goods.line, 90 * KG)
    conversion = Conversion((Line(spot, 100 * KG),), (made,), TODAY)
    lot = stock.convert(actor=marking.office, conversion=conversion, client_key="again", now=NOW).lot_ids[0]
    certified(boxing, lot, 90 * KG, "again")
    return lot


@pytest.mark.parametrize("before", [0, 10])
def test_fruit_sorted_again_is_the_same_fruit(marking: Marking, before: int) -> None:
    if before:
        marking.issued(before, "before")
    resorted(marking)
    marking.issued(ALL - before, "rest")
    with pytest.raises(refusals.TooLittleFruit):
        marking.issued(1, "more")


def test_the_database_knows_that_it_is_the_same_fruit(marking: Marking) -> None:
    issue = marking.issued(10)
    Backing.objects.filter(issue=issue).get(lot=marking.boxing.first)
    lot, ask = resorted(marking), marking.asked(1, "more")
    other = Issue.objects.create(
        ask_id=ask, licence_id=marking.licence, kind=issue.kind, first=11, last=11, grams=GRAMS, secret="00" * 32,
        at=NOW, issued_by="",
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Backing.objects.create(issue=other, lot_id=lot, weight_g=GRAMS)


def test_a_void_certificate_stands_for_nothing(marking: Marking) -> None:
    certificates.void(actor=marking.office, certificate_id=marking.certificate, reason="开错", now=NOW)
    with pytest.raises(refusals.TooLittleFruit):
        marking.issued(1)


def test_an_ask_is_answered_once(marking: Marking) -> None:
    ask = marking.asked(5)
    assert marking.asked(5) == ask
    actions.refuse(actor=marking.office, ask_id=ask, reason="先交报告", now=NOW)
    for again in (actions.issue, lambda **said: actions.refuse(reason="x", **said)):
        with pytest.raises(refusals.AnsweredAlready):
            again(actor=marking.office, ask_id=ask, now=NOW)
    assert not queries.asks(marking.guo, waiting=True)


def test_who_asks_does_not_issue(marking: Marking) -> None:
    with pytest.raises(NotAllowed):
        actions.issue(actor=marking.guo, ask_id=marking.asked(5), now=NOW)


@pytest.mark.parametrize("ruling", [Ruling.SUSPEND, Ruling.REVOKE])
def test_a_licence_that_does_not_stand_gets_no_labels(marking: Marking, ruling: Ruling) -> None:
    ask = marking.asked(5)
    marking.ruled(ruling)
    with pytest.raises(refusals.LicenceDoesNotStand):
        actions.issue(actor=marking.office, ask_id=ask, now=NOW)
    with pytest.raises(refusals.LicenceDoesNotStand):
        marking.asked(5, "more")


def test_other_boxes_have_no_labels(marking: Marking) -> None:
    with pytest.raises(refusals.NoSuchLabels):
        marking.asked(5, spec=10_000_000)


def spoiled(marking: Marking, first: str, last: str) -> int:
    said = {"licence_id": marking.licence, "first": first, "last": last, "note": "打湿"}
    return actions.spoil(actor=marking.guo, now=NOW, **said)


def taken_back(marking: Marking, first: str, last: str) -> int:
    said = {"licence_id": marking.licence, "first": first, "last": last, "note": ""}
    return actions.take_back(actor=marking.office, now=NOW, **said)


def test_spoiled_ones_stay_taken_and_returned_ones_set_fruit_free(marking: Marking) -> None:
    made = marking.issued(ALL)
    assert spoiled(marking, number(made, 3), number(made, 7)) == 5
    with pytest.raises(refusals.TooLittleFruit):
        marking.issued(1, "more")
    assert taken_back(marking, number(made, ALL - 10).lower(), number(made, ALL - 1)) == 10
    assert marking.issued(10, "ten").first == ALL + 1
    (balance,) = queries.balances(marking.licence)
    assert balance.count == Count(ALL + 10, 0, 5, 10)
    assert (balance.count.on_hand, balance.backed_g) == (ALL - 5, 100 * KG)
    assert list(label_faults()) == []


def test_a_number_has_one_fate(marking: Marking) -> None:
    made = marking.issued(20)
    spoiled(marking, number(made, 3), number(made, 7))
    for first, last in ((7, 9), (0, 19), (3, 3), (9, 8)):
        with pytest.raises(refusals.LabelNotOnHand):
            spoiled(marking, number(made, first), number(made, last))
    with pytest.raises(refusals.LabelNotOnHand):
        spoiled(marking, "BQ0000010000A", number(made, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Spent.objects.create(issue=made, first=made.first + 6, last=made.first + 8, fate="spoiled", at=NOW, spent_by="")


def test_anybody_reads_what_became_of_a_label(marking: Marking) -> None:
    made = marking.issued(20)
    spoiled(marking, number(made, 3), number(made, 3))
    fates = []
    for place in (3, 4):
        found = queries.public(number(made, place), TODAY)
        assert isinstance(found, PublicLabel)
        fates.append(found.fate)
    assert fates == [Fate.SPOILED, None]
    assert queries.public("BQ0000040000A", TODAY) is queries.public("XXL-2026-9999", TODAY) is None
