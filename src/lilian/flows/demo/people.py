"""About 4,000 growers, and whoever works for the alliance, with their posts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from lilian.base.policy import Role
from lilian.flows.demo.accounts import ACCOUNTS
from lilian.flows.demo.names import person_name
from lilian.flows.demo.numbers import phone
from lilian.flows.demo.organisations import FOUNDED

NOTE = "演示人物"
GROWERS = 4_000
PERSONS_PER_SHARED_HOUSE = 4


@dataclass(frozen=True)
class Someone:
    code: str
    name: str
    organisation: str
    role: Role
    village: str
    phone: str
    household: str = ""
    is_head: bool = False

    @property
    def row(self) -> dict[str, Any]:
        """As a row of the people table."""
        place = {"organisation": self.organisation, "village": self.village}
        home = {"household": self.household, "head": "是"} if self.is_head else {"household": self.household}
        return {"code": self.code, "name": self.name, "phone": self.phone, "note": NOTE, **place, **home}

    @property
    def post(self) -> tuple[str, Role, str, date]:
        return self.code, self.role, self.organisation, FOUNDED


def in_households(people: list[Someone]) -> list[Someone]:
    """Each grower in a household of the own co-operative: of every four, the fourth lives with the third."""
    counts: dict[str, int] = {}
    houses, told = 0, []
    last: dict[str, str] = {}
    for one in people:
        if one.role is not Role.GROWER:
            told.append(one)
            continue
        place = counts[one.organisation] = counts.get(one.organisation, 0) + 1
        is_head = place % PERSONS_PER_SHARED_HOUSE != 0
        houses += is_head
        home = last[one.organisation] = f"H{houses:04d}" if is_head else last[one.organisation]
        told.append(replace(one, household=home, is_head=is_head))
    return told


def household_rows(people: list[Someone]) -> list[dict[str, Any]]:
    """Rows of the household table, one for each head."""
    return [
        {"code": one.household, "organisation": one.organisation, "village": one.village, "note": NOTE}
        for one in people
        if one.is_head
    ]


def everyone(random: Random, organisations: list[dict[str, Any]]) -> list[Someone]:
    """The accounts first, then one person per post that is still open."""
    villages = {row["code"]: row.get("village", "") for row in organisations}
    known = [(one.person_name, one.organisation_code, one.role) for one in ACCOUNTS]
    others = [(person_name(random), organisation, role) for organisation, role in _posts(list(villages))]
    return [
        Someone(f"R{number:04d}", name, organisation, role, villages[organisation], phone(number))
        for number, (name, organisation, role) in enumerate([*known, *others], 1)
    ]


def _posts(codes: list[str]) -> Iterator[tuple[str, Role]]:
    taken = {(one.organisation_code, one.role) for one in ACCOUNTS}
    cooperatives = _of(codes, "C")
    heads = [(code, Role.COOP_MANAGER) for code in cooperatives] + [(code, Role.SELLER) for code in _of(codes, "D")]
    operators = [(code, Role.LINE_OPERATOR) for code in _of(codes, "J")]
    yield from ((code, role) for code, role in [*heads, *operators] if (code, role) not in taken)
    yield from ((code, Role.BUREAU_OFFICER) for code in _of(codes, "LM")[2:])
    yield from _spread(_of(codes, "L0"), Role.DRIVER, 49)
    yield from _spread(["LM02"], Role.TECHNICIAN, 99)
    yield from ((code, Role.KEEPER) for code in store_owners(codes)[1:])
    yield from _spread(cooperatives, Role.GROWER, GROWERS - 1)


def store_owners(codes: list[str]) -> list[str]:
    """Who keeps the 62 stores: 40 co-operatives, the first among them, and 22 processing firms."""
    return _of(codes, "C")[:40] + _of(codes, "J")[:22]


def _spread(codes: list[str], role: Role, count: int) -> Iterator[tuple[str, Role]]:
    yield from ((codes[number % len(codes)], role) for number in range(count))


def _of(codes: list[str], letter: str) -> list[str]:
    return [code for code in codes if code.startswith(letter)]
