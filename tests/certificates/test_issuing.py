"""Certificates are issued within what the fruit weighs, never changed, void for all to see."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lilian.base import audit
from lilian.base.idempotency import KeyReused
from lilian.catalog import actions as catalog
from lilian.certificates import actions, queries, rules
from lilian.certificates.actions.refusals import (
    AlreadyVoid,
    LotOfAnother,
    MoreThanItWeighs,
    NotOneBatch,
    VoidWithoutReason,
)
from lilian.certificates.models import Certificate, Part, Void
from lilian.certificates.queries import soundness
from lilian.certificates.values import Basis, Form, certificate_number, is_ours, spoken, tidied
from lilian.kernel import codes
from lilian.kernel.refusal import NotAllowed, NotFound, Refusal
from tests.certificates.promising import Promising, firm, mixed
from tests.ops.tampering import triggers_off
from tests.receiving.scale import KG, NOW, SYSTEM


def test_a_certificate_says_where_the_fruit_grew_and_who_promises(promising: Promising) -> None:
    made = promising.issued()
    assert (made.promiser, made.weight_g, made.is_ahead) == ("秀梅合作社", 100 * KG, False)
    assert is_ours(made.number)
    assert "certificates.issued" in {event.event for event in audit.about([audit.subject_name(made)])}


def test_the_same_key_is_the_same_certificate(promising: Promising) -> None:
    first = promising.issued()
    assert promising.issued().pk == first.pk
    with pytest.raises(KeyReused):
        promising.issued(draft=promising.part(1 * KG))


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 120), st.booleans()), min_size=1, max_size=6))
def test_what_counts_never_promises_more_than_the_lot_weighs(
    promising: Promising, wanted: list[tuple[int, bool]]
) -> None:
    with transaction.atomic():
        left = 100
        for number, (kilos, then_void) in enumerate(wanted):
            try:
                made = promising.issued(f"k{number}", draft=promising.part(kilos * KG))
            except MoreThanItWeighs:
                assert kilos > left
                continue
            assert kilos <= left
            left -= kilos
            if then_void:
                promising.voided(made.pk)
                left += kilos
        assert queries.promised_g([promising.lot]).get(promising.lot, 0) == (100 - left) * KG
        transaction.set_rollback(True)


def test_the_database_itself_refuses_more(promising: Promising) -> None:
    made = promising.issued()
    for certificate in (made, promising.issued("ahead", draft=promising.ahead())):
        with pytest.raises(DatabaseError), transaction.atomic():
            Part.objects.create(certificate=certificate, lot_id=promising.lot, weight_g=1)


def test_nothing_is_ever_changed(promising: Promising) -> None:
    promising.issued()
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.update(weight_g=1)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"bases": ()}, rules.NoBasis),
        ({"bases": (Basis.OWN_TEST,)}, rules.UnsaidTest),
        ({"signed_by": " "}, rules.NobodySigned),
        ({"contact": ""}, rules.NoContact),
        ({"weight_g": 0, "lots": ()}, rules.NoWeight),
        ({"weight_g": 5 * KG}, rules.PartsAreNotTheWhole),
        ({"picture": b"text"}, rules.NotAPicture),
        ({"form": Form.BUYER}, rules.NothingCollected),
        ({"variety_id": 999}, NotFound),
    ],
)
def test_what_no_certificate_may_say(promising: Promising, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        promising.issued(draft=promising.draft(**changes))
    assert not Certificate.objects.exists()


def test_a_buyer_form_may_rest_on_a_test_of_what_was_used(promising: Promising) -> None:
    said = {"form": Form.BUYER, "bases": (Basis.OWN_TEST,), "test": "速测卡", "used": "代森锰锌"}
    assert promising.issued(draft=promising.draft(**said)).form == Form.BUYER


def test_who_did_not_grow_it_cannot_promise_as_a_producer(promising: Promising) -> None:
    assert rules.form_of([], 1, None) is Form.PRODUCER
    with pytest.raises(LotOfAnother):
        promising.issued(actor="lin", draft=promising.draft(organisation_id=firm()))


def test_lots_of_one_certificate_are_of_one_variety(promising: Promising) -> None:
    other = catalog.add_variety(actor=SYSTEM, code="SL", name="酥梨", now=NOW)
    with pytest.raises(NotOneBatch):
        promising.issued(draft=promising.draft(variety_id=other))


def test_a_grower_promises_for_the_own_household_alone(promising: Promising) -> None:
    scale = promising.scale
    own = promising.ahead(household_id=scale.mei)
    assert promising.issued(actor="mei", draft=own).promiser == "林秀梅"
    for foreign in ({"household_id": scale.qiao}, {"household_id": None}):
        with pytest.raises((NotFound, NotAllowed)):
            promising.issued("f", actor="mei", draft=promising.ahead(**foreign))


def test_a_void_certificate_stays_and_frees_its_grams(promising: Promising) -> None:
    made = promising.issued()
    with pytest.raises(VoidWithoutReason):
        actions.void(actor=promising.scale.actor("guo"), certificate_id=made.pk, reason=" ", now=NOW)
    promising.voided(made.pk)
    with pytest.raises(AlreadyVoid):
        promising.voided(made.pk)
    assert queries.public(made.number).void_reason == "开错了"
    assert promising.issued("again").pk != made.pk


def test_anybody_with_the_number_reads_it_and_no_growers_phone(promising: Promising) -> None:
    made = promising.issued(draft=promising.ahead(household_id=promising.scale.mei, contact="13800008000"))
    said = queries.public(spoken(made.number).lower())
    assert (said.promiser, said.contact) == ("林秀梅", "138****8000")
    with pytest.raises(NotFound):
        queries.public("HG" + "0" * 11)


def test_a_lot_that_was_mixed_lacks_one_until_it_is_issued_anew(promising: Promising) -> None:
    guo = promising.scale.actor("guo")
    assert [one.lot_id for one in queries.told(queries.lacking(guo))] == [promising.lot]
    first = promising.issued()
    assert not queries.lacking(guo).exists()
    made = mixed(promising)
    assert [(one.lot_id, one.mixed) for one in queries.told(queries.lacking(guo))] == [(made, True)]
    proposed = queries.proposal(guo, [made], promising.scale.cast.coop)
    assert (dict(proposed.lots), list(proposed.earlier)) == ({made: 180 * KG}, [first.pk])
    assert [one.number for one in queries.of_lots([promising.lot])] == [first.number]


@given(st.integers(0, 36**10 - 1))
def test_a_number_reads_back_however_it_is_written(serial: int) -> None:
    number = certificate_number(serial)
    assert is_ours(number)
    assert tidied(spoken(number).lower()) == number
    wrong = number[:-1] + codes.ALPHABET[(codes.ALPHABET.index(number[-1]) + 1) % 36]
    assert not is_ours(wrong)


def test_verify_sees_a_certificate_that_was_changed(promising: Promising) -> None:
    made = promising.issued()
    assert list(_faults()) == []
    with triggers_off("certificates_"):
        Certificate.objects.filter(pk=made.pk).update(origin="别处")
        assert any("does not say what it said" in fault for fault in _faults())
        Certificate.objects.filter(pk=made.pk).update(origin=made.origin)
        Part.objects.filter(certificate=made).update(weight_g=101 * KG)
        assert any("more of it than it weighed" in fault for fault in _faults())
        Part.objects.filter(certificate=made).update(weight_g=100 * KG)
        promising.voided(made.pk)
        Void.objects.all().delete()
        assert any("its row is gone" in fault for fault in _faults())


def _faults() -> list[str]:
    return [*soundness.certificate_faults(lambda n: None), *soundness.collected_faults(lambda n: None)]
