"""The format of a value: `N13:digit [X..17]` is 13 digits, the last their check digit, then 17 characters or fewer."""

import re
from dataclasses import dataclass

from lilian.gs1.contents import CHECKS
from lilian.gs1.faults import Fault

CHARACTERS = {
    "N": re.compile(r"[0-9]*"),
    "X": re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*"),
    "Y": re.compile(r"[#\-/0-9A-Z]*"),
    "Z": re.compile(r"[0-9A-Za-z_=\-]*"),
}
WRITTEN = re.compile(r"(\[)?([NXYZ])(\.\.)?(\d+)((?::\w+)*)\]?")


@dataclass(frozen=True)
class Part:
    """A stretch of a value: `kind` of characters, how many, and what they must say."""

    kind: str
    least: int
    most: int
    is_optional: bool
    checks: tuple[str, ...]

    def check(self, text: str) -> None:
        """:raises Fault: if the text is too short, has other characters, or says what it must not"""
        if len(text) < self.least:
            raise Fault(f"{text!r} is too short: {self.least} characters or more")
        if not CHARACTERS[self.kind].fullmatch(text):
            raise Fault(f"{text!r} has characters outside the set {self.kind}")
        for name in self.checks:
            if not CHECKS[name](text):
                raise Fault(f"{text!r} is wrong: {name}")


def read(written: str) -> tuple[Part, ...]:
    """:raises ValueError: if the notation is not one of ours"""
    return tuple(_part(part) for part in written.split())


def _part(written: str) -> Part:
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(f"no format: {written}")
    optional, kind, up_to, length, checks = found.groups()
    names = tuple(checks.split(":")[1:])
    if unknown := set(names) - set(CHECKS):
        raise ValueError(f"no check: {unknown}")
    return Part(kind, 1 if up_to else int(length), int(length), bool(optional), names)


def length_of(parts: tuple[Part, ...]) -> tuple[int, int]:
    """(least, most) characters of a value."""
    return sum(part.least for part in parts if not part.is_optional), sum(part.most for part in parts)


def check(parts: tuple[Part, ...], value: str) -> None:
    """:raises Fault: if the value does not follow the format"""
    rest = value
    for part in parts:
        if part.is_optional and not rest:
            return
        part.check(rest[: part.most])
        rest = rest[part.most :]
    if rest:
        raise Fault(f"{value!r} is too long: {length_of(parts)[1]} characters or fewer")
