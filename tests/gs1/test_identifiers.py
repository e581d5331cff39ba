"""Our table of identifiers says the same as GS1's syntax dictionary, line by line."""

import re
from collections.abc import Iterator

from lilian.gs1.formats import Part
from lilian.gs1.identifiers import IDENTIFIERS, LENGTH_BY_START

OURS_BY_THEIRS = {
    "csum": "digit", "csumalpha": "pair", "gcppos1": "prefix", "gcppos2": "prefix1", "yymmdd": "day", "yymmd0": "day0",
    "yyyymmdd": "day8", "hhmi": "time", "hh": "hour", "mi": "minute", "ss": "minute", "iso3166": "country",
    "iso3166999": "country999", "iso3166alpha2": "letters", "iso4217": "currency", "pcenc": "escaped",
    "latitude": "latitude", "longitude": "longitude", "yesno": "yes", "hyphen": "minus", "importeridx": "importer",
    "mediatype": "medium", "iso5218": "sex", "posinseqslash": "birth", "nonzero": "some", "zero": "zero",
    "winding": "winding", "pieceoftotal": "piece", "iban": "iban", "nozeroprefix": "plain", "hasnondigit": "letter",
}  # fmt: skip
NOT_OURS = {"couponcode", "couponposoffer", "packagetype"}  # the README says so


def numbers(span: str) -> Iterator[str]:
    first, _, last = span.partition("-")
    yield from (f"{number:0{len(first)}d}" for number in range(int(first), int(last or first) + 1))


def part(written: str) -> Part:
    kind, *checks = written.split(",")
    found = re.fullmatch(r"(\[)?([NXYZ])(\.\.)?(\d+)\]?", kind)
    assert found, written
    optional, characters, up_to, length = found.groups()
    ours = tuple(OURS_BY_THEIRS[check] for check in checks if check not in NOT_OURS)
    return Part(characters, 1 if up_to else int(length), int(length), bool(optional), ours)


def listed(words: list[str], name: str) -> list[str]:
    return [value for word in words if word.startswith(f"{name}=") for value in word[len(name) + 1 :].split(",")]


def test_the_table_agrees_with_the_dictionary(dictionary: list[str]) -> None:
    seen = set()
    for line in dictionary:
        span, *words = line.partition("#")[0].split()
        flags = words.pop(0) if set(words[0]) <= set("*?") else ""
        parts = tuple(part(word) for word in words if re.match(r"\[?[NXYZ](\.\.)?\d", word))
        orders = [word.partition("=")[2] for word in words if word.startswith("dlpkey")]
        for ai in numbers(span):
            ours = IDENTIFIERS[ai]
            seen.add(ai)
            assert ours.is_fixed == ("*" in flags), line
            assert ours.is_attribute == ("?" in flags), line
            assert ours.parts == parts, (line, ours.parts)
            assert {"+".join(group) for group in ours.needs} == set(listed(words, "req")), line
            assert set(ours.excludes) == set(listed(words, "ex")), line
            assert ours.is_key == bool(orders), line
            theirs = tuple(tuple(order.split(",")) for order in orders[0].split("|")) if orders and orders[0] else ()
            assert (ours.qualifiers or ()) == theirs, line
    assert seen == set(IDENTIFIERS)


def test_two_digits_tell_how_many_an_identifier_has() -> None:
    assert all(LENGTH_BY_START[ai[:2]] == len(ai) for ai in IDENTIFIERS)
