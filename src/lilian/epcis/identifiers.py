"""Which thing an identifier of an event means, however it is written; `lilian.gs1` knows the schemes.

An event may carry any URI. One that is no GS1 identifier means itself.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lilian.gs1 import check_digits, epc
from lilian.gs1.faults import Fault
from lilian.gs1.links import CANONICAL_STEM, parse

FEW = 1 << 16
_PLAIN = "[0-9A-Za-z._-]{1,20}"
_TRADE_URN = re.compile(rf"urn:epc:(id:s|class:l)gtin:([0-9]{{6,12}})\.([0-9])([0-9]*)\.({_PLAIN})")
_TRADE_LINK = re.compile(rf"{re.escape(CANONICAL_STEM)}/01/([0-9]{{14}})/(?:10|21)/{_PLAIN}")
_LIKE_GS1 = re.compile(r"https?://[^?#]*/(?:00|01|253|255|402|414|417|8003|8006|8017|8018)/[0-9]{8,}(?:[/?#]|\Z)")
_PREFIX = re.compile(r"urn:epc:(?:id|class|idpat):[a-z]+:([0-9]{6,12})\.")
_CLASS = re.compile(re.escape(CANONICAL_STEM) + r"/(?:01/[0-9]{14}|8006/[0-9]{18})(?:/10/[^/]+)?")
_INSTANCE = re.compile(re.escape(CANONICAL_STEM) + r"/(?:(?:01/[0-9]{14}|8006/[0-9]{18})/(?:21|235)/|00/).*")


class Meaning(NamedTuple):
    """All that is asked of one identifier while its event is looked at. `fault`: '' if nothing is wrong."""

    name: str
    fault: str
    is_class: bool
    is_instance: bool
    prefix_length: int


def _traded(uri: str) -> Meaning | None:
    """What the URN of a thing or a lot with a GTIN means, which nearly all are; None for anything else."""
    found = _TRADE_URN.fullmatch(uri)
    if found is None:
        return None
    kind, prefix, indicator, reference, rest = found.groups()
    if len(prefix) + len(reference) != 12:
        return None
    body, is_lot = f"{indicator}{prefix}{reference}", kind == "class:l"
    link = f"{CANONICAL_STEM}/01/{body}{_check_digit(body)}/{'10' if is_lot else '21'}/{rest}"
    return Meaning(link, "", is_lot, not is_lot, len(prefix))


@lru_cache(2 * FEW)
def canonical(uri: str) -> str:
    """The canonical Digital Link of a GS1 identifier; any other URI as it is."""
    if traded := _traded(uri):
        return traded.name
    return uri if _is_plain(uri) else _canonical(uri)


def _is_plain(uri: str) -> bool:
    """A canonical link of the commonest form."""
    found = _TRADE_LINK.fullmatch(uri)
    return found is not None and _check_digit(found[1][:-1]) == found[1][-1]


_check_digit = lru_cache(FEW)(check_digits.check_digit)


@lru_cache(FEW)
def _canonical(uri: str) -> str:
    try:
        return epc.same_name(uri)
    except Fault:
        return uri


@lru_cache(FEW)
def fault_of(uri: str) -> str:
    """Why a text that looks like a GS1 identifier is none: a wrong check digit, a part too few; '' if nothing is."""
    if canonical(uri) != uri or _is_plain(uri) or not (uri.startswith("urn:epc:") or _LIKE_GS1.match(uri)):
        return ""
    if uri.startswith("urn:epc:idpat:") and "*" in uri:  # a pattern of things may name less than a class
        return ""
    try:
        epc.same_name(uri)
    except Fault as wrong:
        return str(wrong)
    return ""


@lru_cache(2 * FEW)
def meaning(uri: str) -> Meaning:
    """Kept, for an event asks it several times, and the next event of the same thing again."""
    if traded := _traded(uri):
        return traded
    name = canonical(uri)
    wrong = name == uri and fault_of(uri)
    return Meaning(name, wrong or "", is_class(name), is_instance(name), prefix_length(uri))


def is_class(link: str) -> bool:
    """True for the canonical link of a kind of goods, or of a lot of it."""
    return _CLASS.fullmatch(link) is not None


def is_instance(link: str) -> bool:
    """True for the canonical link of one thing: an item with a serial number, a logistic unit."""
    return _INSTANCE.fullmatch(link) is not None


def prefix_length(uri: str) -> int:
    """How many digits the company prefix of an EPC URN has; 0 for anything else, where nothing tells it."""
    found = _PREFIX.match(uri)
    return len(found[1]) if found else 0


def as_urn(link: str, prefix_length: int) -> str:
    """The EPC URN of a Digital Link whose company prefix is so long; as it is where there is none."""
    try:
        return epc.urn_of_link(parse(link), prefix_length)
    except Fault:
        return link
