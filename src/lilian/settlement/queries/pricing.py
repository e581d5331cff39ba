"""What fruit is worth: a slip's own price; else its grades, and for each the contract's price or what the board said.

A slip that stays without a price waits, and for what is said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from lilian.base.actors import system
from lilian.contracts import queries as contracts
from lilian.contracts.values import Over, Seen, TermsInForce
from lilian.kernel.money import worth_fen
from lilian.kernel.parts import split
from lilian.receiving import queries as receiving
from lilian.settlement import rules
from lilian.settlement.models import Statement
from lilian.settlement.values import Basis, Delivered, Waiting, Waits
from lilian.sorting import queries as sorting
from lilian.stock import queries as stock

READER = system("settlement")  # who may draft was asked before; slips and contracts are read whole
PARTS = 900  # keys a statement: SQLite takes a thousand


class SlipRow(NamedTuple):
    """A slip with what its sample showed."""

    pk: int
    number: str
    day: date
    grade: str
    variety_id: int
    net_g: int
    price_kind: str
    fen_per_kg: int | None
    amount_fen: int | None
    household_id: int
    contract: str
    lot_id: int
    location_id: int
    location__organisation_id: int
    weighed_at: datetime
    sample__size: int | None
    sample__brix_tenths: int | None
    defective: int | None

    @property
    def seen(self) -> Seen:
        """A fruit may have several defects: no more of them are shown to be bad than have the commonest one."""
        if self.sample__size is None:
            return Seen()
        permille = min(1_000, (self.defective or 0) * 1_000 // self.sample__size)
        return Seen(permille, self.sample__brix_tenths)


class Graded(NamedTuple):
    """Fruit of one grade of a slip, and how the grade came about."""

    grade: str
    net_g: int
    basis: str


@dataclass
class Priced:
    """Fruit by household, and the slips that wait."""

    delivered: dict[int, list[Delivered]] = field(default_factory=lambda: defaultdict(list))
    waits: list[Waits] = field(default_factory=list)


def priced(rows: Sequence[SlipRow]) -> Priced:
    """In the order of the days, so that what comes first counts first towards a contract."""
    found = Priced()
    open_rows = [row for row in rows if row.fen_per_kg is None]
    worth = dict(_worth(open_rows)) if open_rows else {}
    for row in rows:
        said = _by_itself(row) if row.fen_per_kg is not None else worth[row.pk]
        if isinstance(said, Waiting):
            found.waits.append(Waits(row.pk, row.number, row.day, row.household_id, row.net_g, said))
        else:
            found.delivered[row.household_id].extend(said)
    return found


def _by_itself(row: SlipRow) -> list[Delivered]:
    assert row.fen_per_kg is not None
    amount = worth_fen(row.net_g, row.fen_per_kg) if row.amount_fen is None else row.amount_fen
    return [Delivered(row.pk, row.number, row.day, row.grade, row.net_g, row.fen_per_kg, amount, row.price_kind)]


def _worth(rows: Sequence[SlipRow]) -> Iterator[tuple[int, list[Delivered] | Waiting]]:
    """Slip -> what it comes to, or what it waits for."""
    grades = _grades({row.lot_id: row.household_id for row in rows if not row.grade})
    days = {row.day for row in rows}
    book = contracts.price_book({row.variety_id for row in rows}, min(days), max(days))
    taken = _taken({row.household_id for row in rows})
    for day in sorted(days):
        of_day = sorted((row for row in rows if row.day == day), key=lambda row: row.pk)
        bound = _bound(of_day, day)
        for row in of_day:
            yield row.pk, _Pricing(row, bound.get(row.pk), book, taken).of(_graded(row, grades.get(row.lot_id)))


def _grades(households: dict[int, int]) -> dict[int, sorting.LotGrades]:
    """Of lots that were sorted whole: nothing of them lies anywhere any more."""
    found: dict[int, sorting.LotGrades] = {}
    lots = sorted(households)
    for start in range(0, len(lots), PARTS):
        part = lots[start : start + PARTS]
        left = stock.left_g(part)
        found |= sorting.graded_lots({lot: households[lot] for lot in part if lot not in left})
    return found


def _graded(row: SlipRow, grades: sorting.LotGrades | None) -> list[Graded]:
    """The slip's net in the proportions that the sorting found, so that what was lost is borne by all grades alike."""
    if row.grade:
        return [Graded(row.grade, row.net_g, row.price_kind)]
    sorted_g = {grade: g for grade, g in (grades.grams if grades else {}).items() if g}
    if grades is None or not sorted_g:
        return []
    basis = Basis.OWN_GRADES if grades.measured else Basis.POOLED_GRADES
    parts = split(row.net_g, list(sorted_g.values()))
    return [Graded(grade, part, basis.value) for grade, part in zip(sorted_g, parts, strict=True) if part]


def _bound(rows: Collection[SlipRow], day: date) -> dict[int, TermsInForce]:
    """Slip -> the contract it comes under: the one it names, else the household's first for its variety; always one of
    the co-operative or buyer at whose point it was weighed."""
    by_home: dict[int, list[TermsInForce]] = defaultdict(list)
    for one in contracts.terms_on(READER, day, household_ids={row.household_id for row in rows}):
        by_home[one.household_id].append(one)
    found: dict[int, TermsInForce] = {}
    for row in rows:
        here = [one for one in by_home.get(row.household_id, ()) if row.location__organisation_id in one.sides]
        named = [one for one in here if one.number == row.contract]
        if chosen := named or [one for one in here if one.promises(row.variety_id)]:
            found[row.pk] = chosen[0]
    return found


def _taken(household_ids: Collection[int]) -> dict[str, int]:
    """Contract -> grams that posted statements settled at its price."""
    found: dict[str, int] = defaultdict(int)
    for one in _settled_by_contract(household_ids):
        if one.basis != Basis.OVER.value:
            found[one.contract] += one.net_g
    return found


def fen_by_contract(household_ids: Collection[int]) -> dict[str, int]:
    """Contract's number -> fen that posted statements gave these households for fruit under it."""
    found: dict[str, int] = defaultdict(int)
    for one in _settled_by_contract(household_ids):
        found[one.contract] += one.amount_fen
    return found


def _settled_by_contract(household_ids: Collection[int]) -> Iterator[Delivered]:
    homes = sorted(set(household_ids))
    for start in range(0, len(homes), PARTS):
        settled = Statement.objects.filter(household__in=homes[start : start + PARTS], lines__isnull=False).distinct()
        for said in settled.values_list("inputs", flat=True):
            yield from (one for one in rules.unpacked(said).delivered if one.contract)


@dataclass
class _Pricing:
    """One slip is priced; `taken` counts what contracts have taken so far, and grows."""

    row: SlipRow
    terms: TermsInForce | None
    book: contracts.PriceBook
    taken: dict[str, int]

    def of(self, graded: Sequence[Graded]) -> list[Delivered] | Waiting:
        if not graded:
            by_contract = self.terms is not None or self.row.contract
            return Waiting.UNGRADED if by_contract else Waiting.NO_PRICE
        found: list[Delivered] = []
        counted_g = 0
        for one in graded:
            said = self._one(one, counted_g)
            if isinstance(said, Waiting):
                return said
            found.extend(said)
            counted_g += sum(each.net_g for each in said if each.contract and each.basis != Basis.OVER.value)
        if self.terms is not None:
            self.taken[self.terms.number] += counted_g
        return found

    def _one(self, one: Graded, counted_g: int) -> Iterable[Delivered] | Waiting:
        terms = self.terms
        if terms is None or terms.line(self.row.variety_id, one.grade) is None:
            return self._by_the_board(one)
        priced = contracts.price_on(terms, self.row.variety_id, one.grade, self.row.day, book=self.book)
        within_g = self._within(terms, one.net_g, counted_g)
        said = [self._delivered(one, within_g, one.basis, priced.fen_per_kg)] if within_g else []
        if within_g == one.net_g:
            return said
        if terms.terms.over is Over.REFUSED:
            return Waiting.OVER
        if priced.market_fen is None:
            return Waiting.UNQUOTED
        return [*said, self._delivered(one, one.net_g - within_g, Basis.OVER.value, priced.market_fen)]

    def _within(self, terms: TermsInForce, net_g: int, counted_g: int) -> int:
        """Grams of these that the contract takes at its price."""
        if terms.terms.over is Over.CONTRACT:
            return net_g
        promised = sum(line.expected_g for line in terms.terms.lines)
        before_g = self.taken[terms.number] + counted_g
        whole = contracts.fulfilment(promised, before_g + net_g, terms.terms.tolerance_permille)
        return max(0, whole.counted_g - before_g)

    def _delivered(self, one: Graded, net_g: int, basis: str, uncut_fen: int) -> Delivered:
        """At a price of the contract, after what quality takes off it."""
        assert self.terms is not None
        fen = contracts.cut(uncut_fen, self.terms.terms.deductions, self.row.seen).fen_per_kg
        row, amount = self.row, worth_fen(net_g, fen)
        return Delivered(
            row.pk, row.number, row.day, one.grade, net_g, fen, amount, basis, self.terms.number, uncut_fen
        )

    def _by_the_board(self, one: Graded) -> Iterable[Delivered] | Waiting:
        """A grade the line found that no contract prices: what hung on the board when it was weighed."""
        row = self.row
        if row.grade:
            return Waiting.NO_PRICE if self.terms is None else Waiting.NO_GRADE_PRICE
        hung = receiving.price_in_force(row.location_id, row.variety_id, one.grade, row.weighed_at)
        if hung is None or hung.fen_per_kg is None:
            return Waiting.NO_GRADE_PRICE
        amount = worth_fen(one.net_g, hung.fen_per_kg)
        return [Delivered(row.pk, row.number, row.day, one.grade, one.net_g, hung.fen_per_kg, amount, one.basis)]
