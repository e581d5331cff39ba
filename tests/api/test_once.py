"""A write is done once per key."""

import pytest
from django.test import Client

from lilian.base.models import AuditEvent, IdempotencyKey
from tests.api import probe
from tests.api.conftest import API, Caller

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.probe")]
WISH = {"code": "pear"}


def effects() -> int:
    return AuditEvent.objects.filter(event="test.wished").count()


def test_a_write_answers_with_its_own_status(guo: Caller) -> None:
    answer = guo.post("/wishes", WISH)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (201, "application/json", "pear")


def test_the_same_key_gives_the_same_answer(guo: Caller) -> None:
    first, second = (guo.post("/wishes", WISH, key="k1") for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)


def test_the_same_key_has_one_effect(guo: Caller) -> None:
    for _ in range(2):
        guo.post("/wishes", WISH, key="k1")
    assert effects() == 1


def test_an_answer_given_again_says_so(guo: Caller) -> None:
    told = [guo.post("/wishes", WISH, key="k1").get("Idempotent-Replayed") for _ in range(2)]
    assert told == [None, "true"]


def test_the_same_key_with_another_body_is_refused(guo: Caller) -> None:
    guo.post("/wishes", WISH, key="k1")
    answer = guo.post("/wishes", {"code": "apple"}, key="k1")
    assert (answer.status_code, answer.json()["code"]) == (422, "base.idempotency_key_reused")


def test_another_caller_may_use_the_same_key(guo: Caller, lin: Caller) -> None:
    for caller in (guo, lin):
        caller.post("/wishes", WISH, key="k1")
    assert effects() == 2


def test_what_takes_long_is_done_before_and_not_again_for_an_answer_given_before(guo: Caller) -> None:
    probe.READ.clear()
    first, second = (guo.post("/slow-wishes", WISH, key="k1") for _ in range(2))
    assert (first.json()["code"], first.content, second["Idempotent-Replayed"]) == ("PEAR", second.content, "true")
    assert probe.READ == ["pear"]


def test_another_body_under_the_key_is_refused_before_it_is_read(guo: Caller) -> None:
    guo.post("/slow-wishes", WISH, key="k1")
    probe.READ.clear()
    answer = guo.post("/slow-wishes", {"code": "apple"}, key="k1")
    assert (answer.status_code, answer.json()["code"], probe.READ) == (422, "base.idempotency_key_reused", [])


def test_a_write_without_a_key_is_refused(guo: Caller) -> None:
    answer = Client(headers={"Authorization": f"Bearer {guo.secret}"}).post(
        f"{API}/wishes", WISH, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "api.no_idempotency_key")


@pytest.mark.parametrize("key", ["x" * 201, "a b", "钥匙"])
def test_an_odd_key_is_refused(guo: Caller, key: str) -> None:
    answer = guo.post("/wishes", WISH, key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "api.bad_idempotency_key")


def test_a_refusal_undoes_the_effect(guo: Caller) -> None:
    answer = guo.post("/wishes", {"code": "taken"})
    assert (answer.status_code, effects()) == (409, 0)


def test_a_refusal_leaves_the_key_free(guo: Caller) -> None:
    guo.post("/wishes", {"code": "taken"}, key="k1")
    assert IdempotencyKey.objects.count() == 0


def test_a_body_that_is_not_json_is_refused(guo: Caller) -> None:
    answer = guo.post("/wishes", {"code": float("nan")})
    assert (answer.status_code, answer.json()["code"]) == (400, "api.unreadable_body")


def test_a_body_of_another_kind_is_refused(guo: Caller) -> None:
    answer = Client(headers={"Authorization": f"Bearer {guo.secret}"}).post(f"{API}/wishes", WISH)
    assert (answer.status_code, answer.json()["code"]) == (415, "api.not_json")


def test_a_field_nobody_knows_is_named(guo: Caller) -> None:
    answer = guo.post("/wishes", {**WISH, "colour": "gold"})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("colour", "extra_forbidden")]


def test_a_body_nested_too_deep_is_refused(guo: Caller) -> None:
    answer = Client(headers={"Authorization": f"Bearer {guo.secret}", "Idempotency-Key": "k"}).generic(
        "POST", f"{API}/wishes", "[" * 100_000, "application/json"
    )
    assert answer.status_code == 400


def test_a_body_too_large_is_refused(guo: Caller) -> None:
    answer = guo.post("/wishes", {"code": "x" * 5_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "api.too_large")
