"""Certificates over the API: issued, void, printed, proposed, collected."""

import base64
from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.certificates.models import Certificate, Collected
from lilian.members.models import Organisation
from lilian.stock.models import Lot
from tests.again import again
from tests.api.conftest import Caller
from tests.certificates.promising import Promising, mixed, the_promising
from tests.receiving.scale import KG

pytestmark = pytest.mark.django_db


@pytest.fixture
def promising() -> Promising:
    return again(the_promising)


@pytest.fixture
def guo(promising: Promising, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, Organisation.objects.get(pk=promising.scale.cast.coop))


@pytest.fixture
def other(promising: Promising, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, Organisation.objects.get(pk=promising.scale.cast.other_coop))


def lot_code(lot: int) -> str:
    return Lot.objects.get(pk=lot).code


def certificate(promising: Promising, **changes: Any) -> dict[str, Any]:
    said = {
        "form": "producer",
        "organisation_id": promising.scale.cast.coop,
        "variety": "YLX",
        "weight_g": 80 * KG,
        "signed_by": "郭守库",
        "contact": "0357-0000000",
        "lots": [{"lot": lot_code(promising.lot), "weight_g": 80 * KG}],
    }
    return said | changes


def test_it_is_issued_read_and_listed(guo: Caller, promising: Promising) -> None:
    answer = guo.post("/certificates", certificate(promising))
    made = answer.json()
    assert (answer.status_code, made["promiser"], made["left_g"]) == (201, "秀梅合作社", 80 * KG)
    assert made["promises"] == ["未使用禁用农药、兽药及其他化合物；", "使用的常规农药、兽药残留不超标。"]
    read = guo.get(f"/certificates/{made['id']}").json()
    assert read | {"issued_at": ""} == made | {"issued_at": ""}  # one is told to the microsecond
    for query in ("", f"?text={made['number']}", f"?lot={lot_code(promising.lot)}", "?voided=false"):
        assert [one["id"] for one in guo.get(f"/certificates{query}").json()["items"]] == [made["id"]]


def test_the_same_key_is_one_certificate(guo: Caller, promising: Promising) -> None:
    first, second = (guo.post("/certificates", certificate(promising), key="once") for _ in range(2))
    assert (first.content, Certificate.objects.count()) == (second.content, 1)


def test_more_than_it_weighs_is_refused_and_a_bad_value_named(guo: Caller, promising: Promising) -> None:
    much = {"weight_g": 101 * KG, "lots": [{"lot": lot_code(promising.lot), "weight_g": 101 * KG}]}
    answer = guo.post("/certificates", certificate(promising, **much))
    assert (answer.status_code, answer.json()["code"]) == (409, "certificates.more_than_it_weighs")
    answer = guo.post("/certificates", certificate(promising, bases=["luck"]))
    assert [one["field"] for one in answer.json()["errors"]] == ["bases.0"]


def test_it_is_void_with_its_reason_once(guo: Caller, promising: Promising) -> None:
    made = guo.post("/certificates", certificate(promising)).json()
    gone = guo.post(f"/certificates/{made['id']}/void", {"reason": "开错了"}).json()
    assert (gone["voided"], gone["void_reason"]) == (True, "开错了")
    assert guo.post(f"/certificates/{made['id']}/void", {"reason": "开错了"}).status_code == 409
    assert [one["id"] for one in guo.get("/certificates?voided=true").json()["items"]] == [made["id"]]


def test_its_paper_is_a_pdf(guo: Caller, promising: Promising) -> None:
    made = guo.post("/certificates", certificate(promising)).json()
    for query in ("", "?size=60x40"):
        paper = guo.get(f"/certificates/{made['id']}/paper{query}").json()
        assert base64.b64decode(paper["content"])[:5] == b"%PDF-"
    assert guo.get(f"/certificates/{made['id']}/paper?size=80x50").status_code == 422


def test_what_lacks_one_and_what_it_would_say(guo: Caller, promising: Promising) -> None:
    first = guo.post("/certificates", certificate(promising)).json()
    assert guo.get("/lots-without-certificate").json()["items"] == []
    made = lot_code(mixed(promising))
    (one,) = guo.get("/lots-without-certificate").json()["items"]
    assert (one["lot"], one["mixed"], one["weight_g"]) == (made, True, 180 * KG)
    said = guo.get(f"/certificate-proposal?lot={made}").json()
    assert said["earlier"] == [{"id": first["id"], "number": first["number"]}]
    assert (said["form"], said["lots"]) == ("producer", [{"lot": made, "weight_g": 180 * KG}])


def test_one_is_collected_after_its_fruit(guo: Caller, promising: Promising) -> None:
    slip = promising.scale.received("s2").slip_id
    answer = guo.post("/collected-certificates", {"slip_id": slip, "number": "晋A-7", "issuer": "某县合作社"})
    made = answer.json()
    assert (answer.status_code, made["issuer"], made["misfit"]) == (201, "某县合作社", None)
    assert guo.get(f"/collected-certificates/{made['id']}").json() == made
    assert guo.get("/collected-certificates?misfit=false").json()["items"] == [made]
    assert guo.get("/collected-certificates?misfit=true").json()["items"] == []
    again = guo.post("/collected-certificates", {"slip_id": slip, "number": "晋A-8"})
    assert (again.status_code, Collected.objects.count()) == (409, 1)


def test_foreign_records_are_not_found(guo: Caller, other: Caller, promising: Promising, token_for: Any) -> None:
    made = guo.post("/certificates", certificate(promising)).json()
    slip = promising.scale.received("s2").slip_id
    taken = guo.post("/collected-certificates", {"slip_id": slip, "number": "晋A-7"}).json()
    answers = [other.get(f"/certificates/{made['id']}"), other.get(f"/certificates/{made['id']}/paper")]
    answers += [other.post(f"/certificates/{made['id']}/void", {"reason": "试"})]
    answers += [other.get(f"/collected-certificates/{taken['id']}")]
    answers += [other.post("/collected-certificates", {"slip_id": slip, "number": "晋A-9"})]
    answers += [other.get(f"/certificate-proposal?lot={lot_code(promising.lot)}")]
    answers += [other.post("/certificates", certificate(promising))]
    assert [answer.status_code for answer in answers] == [404] * 7
    assert other.get("/certificates").json()["items"] == other.get("/lots-without-certificate").json()["items"] == []


def test_a_slip_of_a_firm_needs_one(guo: Caller, promising: Promising) -> None:
    scale = promising.scale
    body = {
        "point_id": scale.point,
        "organisation_id": scale.cast.other_coop,
        "variety": "YLX",
        "harvest_date": "2026-01-01",
        "gross_g": 10 * KG,
        "weighed_at": _now(),
        "sure": True,
    }
    for more in ({}, {"certificate": "无"}, {"no_certificate": "not_brought"}):
        answer = guo.post("/slips", body | more)
        assert (answer.status_code, answer.json()["code"]) == (409, "receiving.certificate_missing")


def test_a_slip_says_who_issued_one_from_elsewhere(guo: Caller, promising: Promising) -> None:
    body = {
        "point_id": promising.scale.point,
        "organisation_id": promising.scale.cast.other_coop,
        "variety": "YLX",
        "harvest_date": "2026-01-01",
        "gross_g": 10 * KG,
        "weighed_at": _now(),
        "sure": True,
        "certificate": "陕F-2031",
        "issuer": "邻县果业有限公司",
    }
    assert guo.post("/slips", body).status_code == 201
    (row,) = guo.get("/collected-certificates").json()["items"]
    assert (row["number"], row["issuer"], row["certificate_id"]) == ("陕F-2031", "邻县果业有限公司", None)


def _now() -> str:
    from django.utils import timezone

    return timezone.now().replace(microsecond=0).isoformat()
