"""Deliveries against contracts: who brought how much of what was promised, who sells elsewhere, what is to buy."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from lilian.base.actors import Actor
from lilian.contracts import queries as contracts
from lilian.contracts.values import Fulfilment, TermsInForce
from lilian.kernel.money import worth_fen
from lilian.kernel.parts import split
from lilian.receiving import queries as receiving

ByGrade = dict[tuple[int, str], int]  # variety and grade -> grams
UNGRADED = ""


@dataclass(frozen=True)
class Standing:
    """One contract on a day, in grams. `due_g` is what a like share a day of the window would have brought by then.

    `forecast_g` is the latest yield estimate, else what was promised; `elsewhere_g` is fruit of the same household
    and variety that was weighed in the window, but not under this contract, as far as the reader may see slips.
    """

    terms: TermsInForce
    whole: Fulfilment
    due_g: int
    forecast_g: int
    elsewhere_g: int
    refused_g: int
    outstanding: ByGrade = field(default_factory=dict)

    @property
    def behind_g(self) -> int:
        return max(0, min(self.due_g, self.forecast_g) - self.whole.delivered_g - self.refused_g)


@dataclass(frozen=True)
class Exposure:
    """Of one grade: what must still be bought, and what it costs at the prices of the day and at the floors."""

    variety_id: int
    grade: str
    outstanding_g: int
    today_fen: int
    floor_fen: int


def standings(actor: Actor, day: date, *, season_id: int | None = None) -> list[Standing]:
    """Every contract in force on the day that the actor may know of, furthest behind first."""
    terms = contracts.terms_on(actor, day, season_id=season_id)
    keys = [one.contract_id for one in terms]
    estimates, refused = contracts.estimates(keys), contracts.refused_g(keys)
    named, other = _brought(actor, terms, day)
    found = [
        _standing(one, day, named.get(one.number, {}), other, estimates.get(one.contract_id), refused) for one in terms
    ]
    return sorted(found, key=lambda one: -one.behind_g)


def _standing(
    one: TermsInForce, day: date, brought: ByGrade, other: dict[int, dict[int, int]], estimate: int | None,
    refused: dict[int, int],
) -> Standing:  # fmt: skip
    promised: ByGrade = defaultdict(int)
    for line in one.terms.lines:
        promised[line.variety_id, line.grade] += line.expected_g
    whole = contracts.fulfilment(sum(promised.values()), sum(brought.values()), one.terms.tolerance_permille)
    varieties = {variety_id for variety_id, _ in promised}
    elsewhere = other.get(one.household_id, {})
    return Standing(
        terms=one,
        whole=whole,
        due_g=contracts.due_g(whole.promised_g, one.terms.delivery, day),
        forecast_g=whole.promised_g if estimate is None else estimate,
        elsewhere_g=sum(elsewhere.get(variety_id, 0) for variety_id in varieties),
        refused_g=refused.get(one.contract_id, 0),
        outstanding=_outstanding(promised, brought),
    )


def _outstanding(promised: ByGrade, brought: ByGrade) -> ByGrade:
    """What lacks of each grade; fruit not graded yet fills what lacks in proportion."""
    lacking = {key: max(0, g - brought.get(key, 0)) for key, g in promised.items()}
    for (variety_id, grade), g in brought.items():
        own = [key for key in lacking if key[0] == variety_id]
        whole = sum(lacking[key] for key in own)
        if grade == UNGRADED and whole:
            for key, part in zip(own, split(min(g, whole), [lacking[key] for key in own]), strict=True):
                lacking[key] -= part
    return lacking


def _brought(
    actor: Actor, terms: Collection[TermsInForce], day: date
) -> tuple[dict[str, ByGrade], dict[int, dict[int, int]]]:
    """Contract number -> grams by variety and grade; household -> variety -> grams weighed under no contract of its."""
    named: dict[str, ByGrade] = defaultdict(dict)
    other: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    if not terms or not actor.may("receiving.see"):
        return named, other
    numbers = {one.number for one in terms}
    first = min(one.terms.delivery.start for one in terms)
    slips = receiving.slips(actor, first_day=first, last_day=day, voided=False).order_by()
    rows = slips.values_list("household_id", "contract", "variety_id", "grade").annotate(g=Sum("net_g"))
    for household_id, number, variety_id, grade, g in rows:
        if number in numbers:
            named[number][variety_id, grade] = named[number].get((variety_id, grade), 0) + g
        elif household_id is not None:
            other[household_id][variety_id] += g
    return named, other


def exposures(found: Iterable[Standing], day: date) -> list[Exposure]:
    """What the alliance must still buy of each grade, at today's prices and at the floors; each line to the fen."""
    standing = list(found)
    varieties = {key[0] for one in standing for key in one.outstanding}
    book = contracts.price_book(varieties, day, day)
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in standing:
        for (variety_id, grade), g in one.outstanding.items():
            line = one.terms.line(variety_id, grade)
            assert line is not None
            today = book.price_on(line.rule, variety_id, grade, day).fen_per_kg
            added = (g, worth_fen(g, today), worth_fen(g, line.rule.floor_fen))
            total = sums[variety_id, grade]
            for place, value in enumerate(added):
                total[place] += value
    return [Exposure(variety_id, grade, *total) for (variety_id, grade), total in sums.items()]
