"""Refusals: a code, the facts, a sentence with what to do."""

import pickle

from lilian.kernel.refusal import Refusal


class RoomFull(Refusal):
    code = "test.room_full"
    sentence = "{room} 已满。"
    remedy = "请换一间。"


ENGLISH = {"{room} 已满。": "{room} is full. ", "请换一间。": "Choose another."}


def test_the_sentence_names_the_facts_and_says_what_to_do() -> None:
    assert RoomFull(room="K001").text() == "K001 已满。请换一间。"


def test_the_sentence_is_translated_before_it_is_filled() -> None:
    assert RoomFull(room="K001").text(ENGLISH.__getitem__) == "K001 is full. Choose another."


def test_the_log_shows_the_code() -> None:
    assert str(RoomFull(room="K001")).startswith("test.room_full: ")


def test_a_refusal_travels_between_processes() -> None:
    back = pickle.loads(pickle.dumps(RoomFull(room="K001")))
    assert (type(back), back.fields) == (RoomFull, {"room": "K001"})
