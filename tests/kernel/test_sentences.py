"""Sentences: filled in the reader's language, then put one after another."""

import json

from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import untranslated
from lilian.kernel.sentences import Measure, Word, as_plain, filled, from_plain, joined

ENGLISH = {
    "还空 {free}。": "{free} free.",
    "吨": "t",
    "{what} {code} 重复。": "{what} {code} is there twice.",
    "批次": "Lot",
    "梨": "Pear",
}


def english(text: str) -> str:
    return ENGLISH.get(text, text)


def test_chinese_sentences_stand_side_by_side() -> None:
    assert joined("K001 已满。", "请换一间。") == "K001 已满。请换一间。"


def test_english_sentences_have_a_space_between() -> None:
    assert joined("K001 is full.", "Choose another.") == "K001 is full. Choose another."


def test_a_sentence_without_a_remedy_ends_without_a_space() -> None:
    assert joined("K001 is full.", "") == "K001 is full."


def test_a_template_is_translated_before_it_is_filled() -> None:
    assert filled("{what} {code} 重复。", {"what": "x", "code": "7"}, english) == "x 7 is there twice."


def test_our_own_word_in_a_field_is_translated() -> None:
    assert filled("{what} {code} 重复。", {"what": Word("批次"), "code": "7"}, english) == "Lot 7 is there twice."


def test_the_unit_of_a_weight_in_a_field_is_translated() -> None:
    assert filled("还空 {free}。", {"free": weight_text(18_400_000)}, english) == "18.4 t free."


def test_what_a_person_wrote_is_never_translated() -> None:
    assert filled("{what} {code} 重复。", {"what": "批次", "code": "梨"}, english) == "批次 梨 is there twice."


def test_no_template_makes_no_sentence_whatever_the_catalogue_says() -> None:
    assert filled("", {}, lambda text: "header of the catalogue") == ""


def test_untranslated_text_keeps_its_words() -> None:
    assert filled("{what} {code} 重复。", {"what": Word("批次"), "code": 7}, untranslated) == "批次 7 重复。"


def test_a_measure_kept_as_json_is_still_translated() -> None:
    fields = from_plain(json.loads(json.dumps(as_plain({"given": Measure.of("80", "吨"), "room": "1号库", "rows": 3}))))
    said = filled("{room}: {given}, {rows}", fields, lambda text: text.replace("吨", "t"))
    assert said == "1号库: 80 t, 3"
