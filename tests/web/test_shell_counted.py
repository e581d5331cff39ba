"""A figure and its word: one thing is counted as one."""

import pytest
from django.template import Context, Template
from django.utils import translation

from lilian.web.shell.counted import NOUNS, counted


@pytest.mark.parametrize(
    ("n", "noun", "english"),
    [
        (1, "load", "1 load"),
        (0, "lot", "0 lots"),
        (1, "store", "1 store"),
        (1_234, "lot", "1,234 lots"),
        (1, "day", "1 day"),
    ],
)
def test_english_has_a_word_for_one_and_a_word_for_many(n: int, noun: str, english: str) -> None:
    with translation.override("en"):
        assert counted(n, noun) == english


@pytest.mark.parametrize("noun", NOUNS)
def test_chinese_has_one_word_and_english_two(noun: str) -> None:
    assert counted(1, noun).removeprefix("1 ") == counted(2, noun).removeprefix("2 ")
    with translation.override("en"):
        one, many = counted(1, noun).removeprefix("1 "), counted(2, noun).removeprefix("2 ")
        assert many in (f"{one}s", f"{one}es")


def test_templates_count_by_a_filter() -> None:
    with translation.override("en"):
        assert Template('{{ n|counted:"load" }}').render(Context({"n": 1})) == "1 load"
