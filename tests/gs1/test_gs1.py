"""What is written is read again, what is wrong is refused, whoever wrote it."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.gs1 import check_digits, contents, elements, epc, links
from lilian.gs1.elements import Element, element
from lilian.gs1.faults import Fault

TEXTS = st.text(check_digits.CHARACTER_SET_82, min_size=1, max_size=20)
GTINS = st.integers(0, 10**12 - 1).map(lambda number: f"0{number:012d}").map(lambda b: b + check_digits.check_digit(b))
STEM = "https://example.com/fruit"


@st.composite
def boxes(draw: st.DrawFn) -> list[Element]:
    """A box with its lot and serial, and things said about it, in any order."""
    found = [element("01", draw(GTINS)), element("10", draw(TEXTS)), element("21", draw(TEXTS))]
    more = [element("3103", "000195"), element("13", "261024"), element("99", draw(TEXTS)), element("422", "156")]
    return draw(st.permutations([*found, *draw(st.lists(st.sampled_from(more), unique=True))]))


@given(boxes())
def test_what_a_link_says_is_what_it_was_built_from(found: Sequence[Element]) -> None:
    link = links.parse(links.build(found, STEM))
    assert set(link.elements) == set(found)
    assert [each.ai for each in link.path] == ["01", "10", "21"]
    assert link.stem == STEM
    assert links.parse(links.written(link)) == link


@given(boxes())
def test_element_strings_are_read_as_they_were_written(found: Sequence[Element]) -> None:
    assert elements.read_bracketed(elements.bracketed(found)) == tuple(found)
    assert elements.read_unbracketed(elements.unbracketed(found)) == tuple(found)


@given(boxes(), st.sampled_from(["https://a.example", "http://b.example/x", "HTTPS://C"]))
def test_one_thing_has_one_name(found: Sequence[Element], stem: str) -> None:
    assert epc.same_name(links.build(found, stem)) == epc.same_name(links.build(found))


@given(st.one_of(st.text(max_size=60), TEXTS.map(lambda text: f"https://a/01/{text}"), TEXTS.map("^01{}".format)))
def test_anything_is_read_or_refused_and_never_breaks(text: str) -> None:
    for act in (links.parse, elements.read_bracketed, elements.read_unbracketed, epc.same_name):
        with suppress(Fault):
            act(text)


@pytest.mark.parametrize(
    "urn",
    [
        "urn:epc:id:sgtin:4012345.011111.98%22",
        "urn:epc:class:lgtin:4012345.012345.998877",
        "urn:epc:id:sgln:0614141.07346.0",
        "urn:epc:id:sgln:0614141.07346.1234",
        "urn:epc:id:sscc:4012345.3111111111",
        "urn:epc:id:itip:4012345.011111.01.02.987",
        "urn:epc:idpat:itip:4012345.011111.01.02.*",
        "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234",
        "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7SDB",
        "urn:epc:idpat:sgtin:4012345.011111.*",
        "urn:epc:id:gdti:0614141.12345.400",
        "urn:epc:id:giai:4012345.ABC987",
        "urn:epc:id:pgln:999999999999.",
        "urn:epc:id:gsin:4012345.222333444",
    ],
)
def test_a_urn_comes_back_from_its_link(urn: str) -> None:
    company = urn.split(":")[4].split(".")[0]
    assert epc.urn_of_link(epc.link_of_urn(urn), len(company)) == urn


@pytest.mark.parametrize(
    "wrong",
    [
        "Https://example.com/01/09520123456788",
        "hTTP://example.com/01/09520123456788",
        "https://example.com/01/09520123456789",
        "https://example.com/01/09520123456788/21/A/10/B",
        "https://example.com/01/09520123456788/10/A/10/B",
        "https://example.com/01/09520123456788/235/A/21/B",
        "https://example.com/01/09520123456788/10/",
        "https://example.com/01/09520123456788/10/A/",
        "https://example.com/01/09520123456788?21=A",
        "ftp://example.com/01/09520123456788",
    ],
)
def test_a_link_against_the_syntax_is_refused(wrong: str) -> None:
    with pytest.raises(Fault):
        links.parse(wrong)


def test_another_order_of_qualifiers_is_put_right_where_that_is_asked_for() -> None:
    link = links.parse("https://example.com/gtin/9520123456788/ser/S1/lot/L1?utm=x&13=261024", links.LENIENT)
    assert links.written(link) == "https://example.com/01/09520123456788/10/L1/21/S1?13=261024&utm=x"
    canonical = "https://id.gs1.org/01/09520123456788/10/L1/21/S1?13=261024"
    assert links.written(links.canonical(link)) == canonical


def test_what_may_not_stand_together_is_named() -> None:
    found = elements.read_bracketed("(01)09520123456788(235)A(21)B(37)4")
    assert elements.faults_together(found) == ["(37) needs 00+02 or 00+8026", "(01) with (37)", "(21) with (235)"]
    assert elements.faults_together(elements.read_bracketed("(01)09520123456788(30)3(3922)0299")) == []


def test_the_check_pair_of_the_standards_example() -> None:
    assert check_digits.check_pair("1987654Ad4X4bL5ttr2310c") == "2K"
    assert not check_digits.is_valid_pair("1987654Ad4X4bL5ttr2310c2L")


@pytest.mark.parametrize(
    ("text", "is_right"), [("260229", False), ("280229", True), ("261301", False), ("260600", True)]
)
def test_days_are_days_of_the_calendar(text: str, is_right: bool) -> None:
    assert contents.is_day_or_month(text) == is_right
