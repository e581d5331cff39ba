"""One thing, one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.epcis import identifiers
from lilian.gs1 import check_digits, epc
from lilian.gs1.faults import Fault

SERIALS = st.text("ABCxyz019._-", min_size=1, max_size=20)


@pytest.mark.slow
@given(
    st.from_regex(r"[0-9]{6,12}", fullmatch=True), st.from_regex(r"[0-9]{1,7}", fullmatch=True), SERIALS, st.booleans()
)
def test_the_quick_way_says_what_the_whole_way_says(prefix: str, reference: str, serial: str, lot: bool) -> None:
    urn = f"urn:epc:{'class:lgtin' if lot else 'id:sgtin'}:{prefix}.{reference}.{serial}"
    try:
        assert identifiers.canonical(urn) == epc.same_name(urn)
    except Fault:
        assert identifiers.canonical(urn) == urn
        assert identifiers.fault_of(urn)


@given(st.from_regex(r"[0-9]{13}", fullmatch=True), SERIALS, st.sampled_from(("10", "21")))
def test_a_canonical_link_is_its_own_name(body: str, serial: str, qualifier: str) -> None:
    link = f"https://id.gs1.org/01/{body}{check_digits.check_digit(body)}/{qualifier}/{serial}"
    assert identifiers.canonical(link) == link == epc.same_name(link)
    assert identifiers.canonical(link.replace("id.gs1.org", "box.example.org/p")) == link
    assert not identifiers.meaning(link).fault


@pytest.mark.parametrize(
    "urn",
    [
        "urn:epc:id:sgtin:6901234.012345.7",
        "urn:epc:class:lgtin:6901234.012345.P-1",
        "urn:epc:id:sscc:6901234.0000000001",
        "urn:epc:id:sgln:6901234.00001.0",
        "urn:epc:id:pgln:6901234.00001",
        "urn:epc:id:gdti:6901234.00001.77",
    ],
)
def test_there_and_back_again(urn: str) -> None:
    length = identifiers.prefix_length(urn)
    assert length == 7
    assert identifiers.as_urn(identifiers.canonical(urn), length) == urn


@pytest.mark.parametrize(
    "uri", ["urn:uuid:1", "https://example.org/a", "urn:epc:idpat:sgtin:6901234.*.*", "mailto:a@b"]
)
def test_what_is_no_gs1_identifier_means_itself(uri: str) -> None:
    assert identifiers.canonical(uri) == uri
    assert not identifiers.meaning(uri).fault
    assert identifiers.as_urn(uri, 7) == uri


def test_things_and_kinds() -> None:
    assert identifiers.is_class("https://id.gs1.org/01/06901234123456/10/P-1")
    assert identifiers.is_class("https://id.gs1.org/01/06901234123456")
    assert identifiers.is_instance("https://id.gs1.org/01/06901234123456/21/7")
    assert identifiers.is_instance("https://id.gs1.org/00/069012340000000018")
    assert not identifiers.is_class("https://id.gs1.org/414/6901234000016")
