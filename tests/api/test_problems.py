"""Errors as problem+json."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from lilian.api import refusals
from lilian.api.faults import SENTENCES, fault
from lilian.api.problems import TITLES, as_dict, refused, status_of
from lilian.kernel.refusal import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal

DOOR_REFUSALS = refusals.DoorRefusal.__subclasses__()


class RoomFull(Refusal):
    code = "test.room_full"
    sentence = "库房 {room_code} 已满，只剩 {free_g} 克。"


@pytest.mark.parametrize(
    ("kind", "status"), [(NotAllowed, 403), (NotFound, 404), (Invalid, 422), (AlreadyDone, 409), (Refusal, 409)]
)
def test_the_kind_of_a_refusal_gives_the_status(kind: type[Refusal], status: int) -> None:
    assert status_of(kind()) == status


def test_the_facts_of_a_refusal_stand_in_the_document() -> None:
    document = as_dict(RoomFull(room_code="K001", free_g=3))
    assert (document["fields"], document["detail"]) == (
        {"room_code": "K001", "free_g": 3},
        "库房 K001 已满，只剩 3 克。",
    )


def test_the_type_is_a_urn_made_of_the_code() -> None:
    assert as_dict(RoomFull(room_code="K001", free_g=3))["type"] == "urn:lilian:problem:test.room_full"


def test_facts_json_does_not_know_are_written_out() -> None:
    fields = as_dict(Refusal(on=date(2026, 9, 18), share=Decimal("0.5"), codes={"a"}))["fields"]
    assert fields == {"on": "2026-09-18", "share": 0.5, "codes": ["a"]}


def test_half_a_character_in_a_fact_does_not_break_the_answer() -> None:
    assert refused(RoomFull(room_code="\ud800", free_g=0)).status_code == 409


def test_the_answer_says_it_is_a_problem() -> None:
    assert refused(NotFound())["Content-Type"] == "application/problem+json"


def test_the_answer_names_its_language() -> None:
    with translation.override("en"):
        assert refused(NotFound())["Content-Language"] == "en"


@pytest.mark.parametrize("kind", DOOR_REFUSALS, ids=lambda kind: kind.code)
def test_every_refusal_of_the_door_has_a_title(kind: type[refusals.DoorRefusal]) -> None:
    assert kind.status in TITLES


def test_the_codes_of_the_door_are_all_different() -> None:
    assert len({kind.code for kind in DOOR_REFUSALS}) == len(DOOR_REFUSALS)


def test_a_wrong_value_is_named_with_its_place_in_the_list() -> None:
    error = {"type": "int_type", "loc": ("body", "body", "readings", 3, "weight_g"), "ctx": {}}
    assert fault(error)["field"] == "readings.3.weight_g"


def test_a_bound_stands_in_the_sentence() -> None:
    assert (
        fault({"type": "less_than_equal", "loc": ("query", "page_size"), "ctx": {"le": 200}})["detail"]
        == "不能大于 200。"
    )


def test_an_unknown_kind_of_fault_still_gets_a_sentence() -> None:
    assert fault({"type": "new_kind", "loc": ("query", "x")})["detail"] == "填写的内容不正确。"


def test_sentences_end_as_sentences() -> None:
    assert all(sentence.endswith("。") for sentence in SENTENCES.values())
