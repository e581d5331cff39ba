"""A certificate that comes after its fruit: still being issued then, or the right one for one that did not fit."""

from datetime import timedelta

import pytest

from lilian.certificates import queries
from lilian.certificates.actions.refusals import DoesNotFit
from lilian.certificates.models import Collected
from lilian.certificates.values import certificate_number
from lilian.flows.receiving import CertificateThere, NumberUnsaid, SlipNotThere, bring_certificate, void_slip
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.receiving.values import Certificate, NoCertificate
from tests.certificates.promising import Promising
from tests.receiving.scale import NOW


def brought(
    promising: Promising, slip_id: int, number: str, actor: str = "lin", key: str = "b", issuer: str = ""
) -> int:
    return bring_certificate(
        actor=promising.scale.actor(actor), slip_id=slip_id, number=number, issuer=issuer, client_key=key, now=NOW
    )


def test_a_households_certificate_comes_later(promising: Promising) -> None:
    slip = promising.scale.received("s2", certificate=Certificate(absence=NoCertificate.BEING_ISSUED))
    made = promising.issued(draft=promising.ahead(household_id=promising.scale.mei))
    brought(promising, slip.slip_id, made.number, actor="wen")
    assert (Collected.objects.get().certificate_id, queries.left_g(made)) == (made.pk, 0)
    with pytest.raises(CertificateThere):
        brought(promising, slip.slip_id, made.number, actor="wen", key="again")


def test_the_right_one_settles_a_flagged_one(promising: Promising) -> None:
    lin = promising.scale.actor("lin")
    slip = promising.sold_by_coop(certificate_number(7), now=NOW + timedelta(hours=3))
    assert queries.flagged(lin).count() == 1
    right = promising.issued(draft=promising.ahead())
    key = brought(promising, slip.slip_id, right.number)
    assert (queries.flagged(lin).count(), Collected.objects.get(pk=key).misfit) == (0, "")
    assert Collected.objects.count() == 2  # what came first is kept


def test_the_same_key_is_the_same_record_for_who_asks_in_vain(promising: Promising) -> None:
    slip = promising.scale.received("s2")
    first = brought(promising, slip.slip_id, "晋A-7", issuer="某县合作社")
    assert Collected.objects.get(pk=first).issuer == "某县合作社"


def test_what_does_not_fit_is_refused(promising: Promising) -> None:
    slip = promising.sold_by_coop("晋A-0012")
    other = promising.scale.received("s2")
    foreign = promising.issued(draft=promising.ahead(household_id=promising.scale.mei))
    with pytest.raises(CertificateThere):
        brought(promising, slip.slip_id, "晋A-0013")
    with pytest.raises(NumberUnsaid):
        brought(promising, other.slip_id, "无")
    promising.voided(foreign.pk)
    with pytest.raises(DoesNotFit):
        brought(promising, other.slip_id, foreign.number)
    assert Collected.objects.count() == 1


def test_a_void_slip_needs_none_and_strangers_bring_none(promising: Promising) -> None:
    slip = promising.scale.received("s2")
    with pytest.raises((NotFound, NotAllowed)):
        brought(promising, slip.slip_id, "晋A-7", actor="qiao")
    void_slip(actor=promising.scale.actor("guo"), slip_id=slip.slip_id, reason="写错了", now=NOW)
    with pytest.raises(SlipNotThere):
        brought(promising, slip.slip_id, "晋A-7")
