"""Enterprises and co-operatives sell with a certificate alone, by whichever door, with a connection or without."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lilian.certificates.actions.refusals import DoesNotFit
from lilian.certificates.models import Collected
from lilian.receiving.models import Slip
from lilian.receiving.rules import CertificateMissing, CertificateUnsaid
from lilian.receiving.values import Certificate, NoCertificate, Seller, says_a_number
from tests.certificates.promising import Promising
from tests.receiving.scale import NOW, the_scale


def by_form(name: str = "lin", **changes: Any) -> Any:
    """Qiao's co-operative brings fruit to Mei's; a phone's outbox asks for JSON."""
    scale = the_scale()
    at = timezone.now() - changes.pop("ago", timedelta())
    said = {
        "seller": f"o{scale.cast.other_coop}",
        "variety": scale.variety,
        "harvest_date": timezone.localdate(at).isoformat(),
        "unit": "kg",
        "gross": "110",
        "price_kind": "open",
        "no_certificate": "not_issued",
        "weighed_at": at.isoformat(),
        **changes,
    }
    client = Client(headers={"Accept": "application/json"})
    client.force_login(scale.cast.users[name])
    return client.post(reverse("receiving:weigh", args=[scale.point]), said)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "  ", "无", "——", "0", "没有"])
@pytest.mark.parametrize("ago", [timedelta(), timedelta(hours=3)])
def test_the_scale_takes_nothing_from_a_firm_without_one(number: str, ago: timedelta) -> None:
    answer = by_form(certificate=number, ago=ago)
    assert (answer.status_code, answer.json()["code"]) == (409, "receiving.certificate_missing")
    assert not Slip.objects.exists()


@pytest.mark.django_db
def test_the_scale_takes_it_with_one() -> None:
    assert by_form(certificate="晋A-0012").status_code == 201
    assert Collected.objects.get().issuer == "乔家合作社"


@pytest.mark.django_db
def test_the_scale_keeps_who_issued_one_from_elsewhere() -> None:
    assert by_form(certificate="陕F-2031", issuer="邻县果业有限公司").status_code == 201
    row = Collected.objects.get()
    assert (row.number, row.issuer, row.certificate, row.misfit) == ("陕F-2031", "邻县果业有限公司", None, "")


def test_no_door_takes_it_without(promising: Promising) -> None:
    """The rule stands in the act all doors call."""
    for absence in (None, *NoCertificate):
        with pytest.raises(CertificateMissing):
            promising.sold_by_coop("", certificate=Certificate(absence=absence))
    late = {"now": NOW + timedelta(hours=5), "certificate": Certificate(absence=NoCertificate.NOT_BROUGHT)}
    with pytest.raises(CertificateMissing):
        promising.sold_by_coop("", **late)
    assert Slip.objects.count() == 1  # Mei's


def test_a_number_of_ours_that_was_typed_wrong_is_told_at_once(promising: Promising) -> None:
    number = promising.issued(draft=promising.ahead()).number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    with pytest.raises(DoesNotFit):
        promising.sold_by_coop(wrong)
    assert not Collected.objects.exists()


def test_a_household_that_says_none_gives_the_reason(promising: Promising) -> None:
    with pytest.raises(CertificateUnsaid):
        promising.scale.received("n", certificate=Certificate("无"))
    promising.scale.received("n", certificate=Certificate("", NoCertificate.NOT_ISSUED))
    assert Seller(household_id=1).organisation_id is None


@pytest.mark.parametrize("text", ["HG0A1B2C3D4EF", "晋A-0012", "纸质 3 号", "20260918"])
def test_what_is_a_number(text: str) -> None:
    assert says_a_number(text)
