"""A certificate that comes with fruit is looked up, counted, flagged where nobody could look, and kept."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lilian.certificates import queries
from lilian.certificates.actions.refusals import DoesNotFit
from lilian.certificates.models import Collected
from lilian.certificates.values import Misfit
from lilian.flows.receiving import receive_fruit, void_slip
from lilian.receiving.models import Slip
from lilian.receiving.values import Certificate, Seller, Weighing
from tests.certificates.promising import Promising
from tests.receiving.scale import KG, NOW


def test_a_certificate_of_ours_is_taken_in_with_its_fruit(promising: Promising) -> None:
    made = promising.issued(draft=promising.ahead(150 * KG))
    promising.sold_by_coop(f" {made.number.lower()} ")
    row = Collected.objects.get()
    assert (row.certificate_id, row.misfit, row.issuer, queries.left_g(made)) == (made.pk, "", "秀梅合作社", 50 * KG)


def test_what_a_certificate_promises_is_used_once(promising: Promising) -> None:
    made = promising.issued(draft=promising.ahead(150 * KG))
    first = promising.sold_by_coop(made.number)
    with pytest.raises(DoesNotFit):
        promising.sold_by_coop(made.number, "second")
    assert Slip.objects.count() == 2  # Mei's, and the first
    void_slip(actor=promising.scale.actor("lin"), slip_id=first.slip_id, reason="写错了", now=NOW)
    promising.sold_by_coop(made.number, "second")
    assert queries.left_g(made) == 50 * KG


def test_the_database_itself_refuses_a_second_use(promising: Promising) -> None:
    made = promising.issued(draft=promising.ahead(100 * KG))
    promising.sold_by_coop(made.number)
    row = Collected.objects.get()
    row.pk, row.client_key, row.weight_g = None, "again", 1
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("wrong", [Misfit.UNKNOWN, Misfit.VOID, Misfit.OTHER_PARTY, Misfit.TOO_LITTLE])
def test_one_that_does_not_stand_is_refused_at_the_scale_and_flagged_when_sent_later(
    promising: Promising, wrong: Misfit
) -> None:
    number = brought(promising, wrong)
    with pytest.raises(DoesNotFit):
        promising.sold_by_coop(number)
    promising.sold_by_coop(number, "late", now=NOW + timedelta(hours=3))
    assert Collected.objects.get().misfit == wrong
    assert [row.number for row in queries.flagged(promising.scale.actor("lin"))] == [number]


def brought(promising: Promising, wrong: Misfit) -> str:
    if wrong is Misfit.UNKNOWN:
        return "HG" + "0" * 11 if _valid("HG" + "0" * 11) else _unknown()
    household = promising.scale.mei if wrong is Misfit.OTHER_PARTY else None
    weight_g = 1 * KG if wrong is Misfit.TOO_LITTLE else 100 * KG
    made = promising.issued(draft=promising.ahead(weight_g, household_id=household))
    if wrong is Misfit.VOID:
        promising.voided(made.pk)
    return made.number


def _valid(number: str) -> bool:
    from lilian.certificates.values import is_ours

    return is_ours(number)


def _unknown() -> str:
    from lilian.certificates.values import certificate_number

    return certificate_number(7)


def test_a_household_may_bring_its_own_or_its_co_operatives(promising: Promising) -> None:
    for number, draft in enumerate((promising.ahead(household_id=promising.scale.mei), promising.ahead())):
        made = promising.issued(f"c{number}", draft=draft)
        promising.scale.received(f"s{number}", certificate=Certificate(made.number))
    assert set(Collected.objects.values_list("misfit", flat=True)) == {""}


def test_a_foreign_one_is_kept_with_who_issued_it(promising: Promising) -> None:
    scale = promising.scale
    draft = scale.draft(
        location_id=scale.other_point,
        seller=Seller(organisation_id=scale.cast.coop),
        certificate=Certificate("晋A-0012"),
        weighing=Weighing(50 * KG),
    )
    for _ in range(2):  # the same key is the same slip
        receive_fruit(actor=scale.actor("lin"), draft=draft, client_key="f", now=NOW, issuer="某县合作社")
    row = Collected.objects.get()
    assert (row.number, row.issuer, row.certificate) == ("晋A-0012", "某县合作社", None)


def test_who_sees_what_was_taken_in(promising: Promising) -> None:
    promising.sold_by_coop("晋A-0012")
    assert queries.collected(promising.scale.actor("lin")).count() == 1
    assert queries.collected(promising.scale.actor("guo")).count() == 0
