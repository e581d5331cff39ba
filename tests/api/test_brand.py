"""Marks over the API: rules, licences, labels and their numbers, use, the check of a number."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.brand.models import Ask, Licence, Mark
from lilian.catalog.models import StandardVersion
from tests.api.conftest import Caller
from tests.brand.marking import GRAMS, HERE, Marking, number, the_marking
from tests.stock.goods import KG

pytestmark = pytest.mark.django_db
ALL = 100 * KG // GRAMS


@pytest.fixture
def marking() -> Marking:
    return the_marking(3_000)  # valid whenever this runs


@pytest.fixture
def lin(marking: Marking, token_for: Any) -> Caller:
    return token_for(Role.OFFICE, marking.boxing.goods.shop)


@pytest.fixture
def guo(marking: Marking, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, marking.boxing.goods.coop)


@pytest.fixture
def hai(marking: Marking, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, marking.boxing.goods.shop)


def rules_of(marking: Marking, **changes: Any) -> dict[str, Any]:
    said = {
        "variety": marking.boxing.goods.variety.code,
        "version_id": StandardVersion.objects.get().pk,
        "grades": ["first"],
        "areas": [{"township_code": HERE}],
        "labels": [{"spec_id": marking.boxing.spec, "grams": GRAMS}],
        "effective_from": "2026-01-01",
        "source": "用标管理办法",
    }
    return said | changes


def asked(guo: Caller, marking: Marking, count: int = 8, **more: Any) -> Any:
    body = {"spec_id": marking.boxing.spec, "count": count}
    return guo.post(f"/mark-licences/{marking.licence}/asks", body, **more)


def test_a_mark_gets_its_rules(lin: Caller, guo: Caller, marking: Marking) -> None:
    body = {"code": "lm", "name": "梨联", "kind": "brand", "owner": "联盟"}
    made = lin.post("/marks", body)
    key = made.json()["id"]
    assert (made.status_code, made.json()["code"], made.json()["rules"]) == (201, "LM", [])
    assert lin.post("/marks", body).status_code == 409
    told = lin.post(f"/marks/{key}/rules", rules_of(marking)).json()
    assert [(one["number"], one["grades"], one["labels"][0]["grams"]) for one in told["rules"]] == [
        (1, ["first"], GRAMS)
    ]
    assert guo.get(f"/marks/{key}").json() == told
    assert {one["code"] for one in guo.get("/marks").json()["items"]} == {"XXL", "LM"}
    small = rules_of(marking, labels=[{"spec_id": marking.boxing.spec, "grams": 1}])
    assert lin.post(f"/marks/{key}/rules", small).json()["code"] == "brand.label_too_small"
    answer = lin.post(f"/marks/{key}/rules", rules_of(marking, outside=1_000))
    assert [one["field"] for one in answer.json()["errors"]] == ["outside"]
    assert Mark.objects.count() == 2


def test_a_licence_is_granted_renewed_and_ended(lin: Caller, guo: Caller, marking: Marking) -> None:
    before = Licence.objects.get(pk=marking.licence)
    until = (before.valid_until + timedelta(days=300)).isoformat()
    answers = [lin.post(f"/mark-licences/{before.pk}/renew", {"valid_until": until}, key="once") for _ in range(2)]
    made = answers[0].json()
    assert (answers[0].status_code, answers[0].content, Licence.objects.count()) == (201, answers[1].content, 2)
    assert (made["valid_from"], made["state"]) == ((before.valid_until + timedelta(days=1)).isoformat(), "not_yet")
    again = lin.post(f"/mark-licences/{before.pk}/renew", {"valid_until": until})
    assert (again.status_code, again.json()["code"]) == (409, "brand.licensed_already")
    ended = lin.post(f"/mark-licences/{before.pk}/rulings", {"ruling": "revoke", "reason": "冒用"}).json()
    assert (ended["state"], ended["reason"], len(ended["decisions"])) == ("revoked", "冒用", 1)
    assert (
        lin.post(f"/mark-licences/{before.pk}/renew", {"valid_until": until}).json()["code"] == "brand.does_not_follow"
    )
    today = timezone.localdate()
    body = {
        "mark_id": marking.mark,
        "organisation_id": before.organisation_id,
        "valid_from": today.isoformat(),
        "valid_until": (today + timedelta(days=30)).isoformat(),
    }
    assert lin.post("/mark-licences", body).json()["number"].startswith("XXL-")
    found = guo.get("/mark-licences?text=GUO").json()
    assert found["total"] == 3
    assert guo.get(f"/mark-licences/{before.pk}").json() | {"decisions": []} == ended | {"decisions": []}
    assert lin.post("/mark-licences", body | {"valid_until": "2020-01-01"}).json()["code"] == "brand.wrong_validity"


def test_labels_are_asked_for_and_issued_up_to_the_fruit(lin: Caller, guo: Caller, marking: Marking) -> None:
    path = f"/mark-licences/{marking.licence}/allowance"
    free = guo.get(path).json()
    assert (free["free_g"], free["waiting_g"], free["kinds"][0]["most"]) == (100 * KG, 0, ALL)
    first, second = (asked(guo, marking, key="once") for _ in range(2))
    assert (first.status_code, first.content, Ask.objects.count()) == (201, second.content, 1)
    waiting = guo.get(path).json()
    assert (waiting["waiting_g"], waiting["kinds"][0]["most"]) == (8 * GRAMS, ALL - 8)
    made = lin.post(f"/label-asks/{first.json()['id']}/issue").json()["issue"]
    assert (made["count"], made["grams"]) == (8, GRAMS)
    (issue,) = guo.get(f"/label-issues?licence_id={marking.licence}").json()["items"]
    assert issue | {"at": ""} == made | {"at": ""}  # one is told to the microsecond
    assert guo.get("/label-asks?waiting=true").json()["items"] == []
    assert guo.get(path).json()["free_g"] == 100 * KG - 8 * GRAMS
    much = asked(guo, marking, ALL).json()["id"]
    assert lin.post(f"/label-asks/{much}/issue").json()["code"] == "brand.too_little_fruit"
    assert lin.post(f"/label-asks/{much}/refuse", {"reason": "果不够"}).json()["refused"] == "果不够"
    assert lin.post(f"/label-asks/{much}/issue").status_code == 409
    assert [one["field"] for one in asked(guo, marking, 0).json()["errors"]] == ["count"]


def test_numbers_go_to_the_printer_and_it_is_written_down(lin: Caller, guo: Caller, marking: Marking) -> None:
    issue = marking.issued(8)
    path = f"/label-issues/{issue.pk}/numbers"
    assert lin.post(path, {"count": 8}).json() == [number(issue, place) for place in range(8)]
    assert lin.post(path, {"start": 7, "count": 2}).json() == [number(issue, 6), number(issue, 7)]
    assert lin.post(path, {"start": 7, "count": 3}).json()["code"] == "brand.labels_not_there"
    assert AuditEvent.objects.filter(event="brand.numbers_taken_out").count() == 2
    assert guo.post(path, {"count": 8}).status_code == 403


def test_what_became_of_labels_and_the_month(lin: Caller, guo: Caller, hai: Caller, marking: Marking) -> None:
    issue, here = marking.issued(8), f"/mark-licences/{marking.licence}"
    assert guo.post(f"{here}/spoiled", {"first": number(issue, 0), "last": number(issue, 1)}).json() == {"labels": 2}
    assert guo.post(f"{here}/spoiled", {"first": number(issue, 0), "last": number(issue, 1)}).status_code == 422
    assert lin.post(f"{here}/returned", {"first": number(issue, 7), "last": number(issue, 7)}).json() == {"labels": 1}
    counts = guo.get(here).json()["labels"]
    assert counts == {"issued": 8, "used": 0, "spoiled": 2, "returned": 1, "on_hand": 5}
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    said = {"month": month.isoformat(), "on_hand": 1}
    answer = guo.post(f"{here}/reports", said)
    assert (answer.status_code, answer.json()["code"]) == (422, "usage.unexplained_difference")
    made = guo.post(f"{here}/reports", said | {"note": "搬家时丢了"})
    assert (made.status_code, made.json()["uncertified"]) == (201, 0)
    (told,) = guo.get("/use-reports").json()["items"]
    assert told | {"at": ""} == made.json() | {"at": ""}
    assert guo.post(f"{here}/reports", said | {"note": "再报"}).status_code == 409
    back = f"/use-reports/{told['id']}/retraction"
    assert (hai.post(back, {"reason": "x"}).status_code, guo.post(back, {"reason": ""}).status_code) == (404, 422)
    assert guo.post(back, {"reason": "数错了"}).json()["retracted_why"] == "数错了"
    assert guo.post(back, {"reason": "数错了"}).status_code == 409
    assert guo.post(f"{here}/reports", said | {"note": "再报"}).status_code == 201
    assert all(one["licence_id"] == marking.licence for one in guo.get("/use-reports-due").json())


def test_packings_under_a_mark(guo: Caller, marking: Marking) -> None:
    marking.issued(8)
    packing = marking.opened()
    marking.packed(packing, 3)
    (one,) = guo.get(f"/marked-packings?licence_id={marking.licence}").json()["items"]
    assert (one["packing_id"], one["boxes"], one["labels"]) == (packing, 3, 3)


def test_a_number_is_checked(guo: Caller, marking: Marking) -> None:
    issue = marking.issued(8)
    licence = guo.get("/mark-checks/xxl-2026-0001").json()
    assert (licence["state"], licence["label"]) == ("valid", None)
    label = guo.get(f"/mark-checks/{number(issue, 2)}").json()
    assert (label["label"]["fate"], label["label"]["number"]) == (None, number(issue, 2))
    assert guo.get("/mark-checks/XXL-2026-9999").status_code == 404


def test_foreign_records_are_not_found(hai: Caller, marking: Marking) -> None:
    issue, here = marking.issued(8), f"/mark-licences/{marking.licence}"
    roll = {"first": number(issue, 0), "last": number(issue, 1)}
    answers = [hai.get(here), hai.get(f"{here}/allowance"), asked(hai, marking)]
    answers += [hai.post(f"{here}/spoiled", roll), hai.post(f"{here}/reports", {"month": "2026-10-01", "on_hand": 0})]
    assert [answer.status_code for answer in answers] == [404] * 5
    for path in ("/mark-licences", "/label-asks", "/label-issues", "/use-reports", "/marked-packings"):
        assert hai.get(path).json()["items"] == []
