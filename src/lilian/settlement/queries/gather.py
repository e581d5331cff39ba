"""What a run has to settle, gathered from slips, contracts and the money journal; the same twice if nothing changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Max

from lilian.base.actors import system
from lilian.contracts import queries as contracts
from lilian.contracts.values import Seen
from lilian.kernel.money import worth_fen
from lilian.ledger import queries as ledger
from lilian.ledger.values import Purpose
from lilian.members import queries as register
from lilian.receiving import queries as receiving
from lilian.settlement import rules
from lilian.settlement.models import Line, Statement
from lilian.settlement.queries.runs import scheme_of
from lilian.settlement.rules.shares import Part
from lilian.settlement.values import (
    Delivered,
    Inputs,
    Owed,
    RunKind,
    Shared,
    SharedKind,
    ShareRule,
    StepKind,
)

READER = system("settlement")  # who may draft was asked before; slips and contracts are read whole
OWED = {
    Purpose.ADVANCE: StepKind.ADVANCE,
    Purpose.DEPOSIT_PAID: StepKind.DEPOSIT,
    Purpose.DEBT: StepKind.DEBT,
    Purpose.INPUT_CREDIT: StepKind.INPUT_CREDIT,
}


class SumToShare(NamedTuple):
    """A shared sum as it stands in the run."""

    number: int
    kind: SharedKind
    rule: ShareRule
    grade: str
    total_fen: int
    note: str


@dataclass(frozen=True)
class Asked:
    """What a run is about."""

    organisation_id: int
    book_id: int
    kind: RunKind
    since: date
    until: date
    day: date
    closes_season: bool


class Gathered(NamedTuple):
    inputs: list[Inputs]
    unpriced: int


class SlipRow(NamedTuple):
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


class ContractPrice(NamedTuple):
    """What a kilogram of a slip costs by its contract, and what it would without quality deductions."""

    fen_per_kg: int
    uncut_fen_per_kg: int
    number: str


def gathered(asked: Asked, sums: Iterable[SumToShare]) -> Gathered:
    """Each household's inputs, by its number; and how many slips have no price yet.

    :raises ValueError: if a sum has nobody to be shared with
    """
    sums = list(sums)
    if asked.kind is RunKind.DELIVERY:
        delivered, unpriced = _delivered(asked)
        base: Mapping[int, list[Delivered]] = delivered
    else:
        base, delivered, unpriced = _settled_before(asked), {}, 0
    parts = [(one, rules.shared_out(one.total_fen, one.rule, one.grade, base)) for one in sums]
    owed = _owed(asked.book_id)
    homes = set(delivered) | {home for _, shares in parts for home in shares}
    if asked.closes_season:
        homes |= {home for home, one in owed.items() if one.input_credit_fen}
    codes, scheme = register.household_codes(homes), scheme_of(asked.organisation_id)
    pool = rules.pool_of(one for home in base.values() for one in home)
    frame = Inputs(0, "", asked.day, scheme, Owed(), pool=pool, closes_season=asked.closes_season)
    made = [
        replace(
            frame,
            household_id=home,
            code=codes[home],
            scheme=scheme if home in delivered else replace(scheme, fee_permille=0),
            owed=owed.get(home, Owed()) if home in delivered or asked.closes_season else Owed(),
            delivered=tuple(delivered.get(home, ())),
            shared=tuple(_share(one, shares[home]) for one, shares in parts if home in shares),
        )
        for home in sorted(homes)
    ]
    return Gathered(made, unpriced)


def _share(one: SumToShare, part: Part) -> Shared:
    return Shared(one.number, one.kind, one.rule, one.grade, one.total_fen, part.own, part.whole, part.fen, one.note)


def _delivered(asked: Asked) -> tuple[dict[int, list[Delivered]], int]:
    found = receiving.slips(READER, first_day=asked.since, last_day=asked.until, voided=False)
    found = found.filter(location__organisation=asked.organisation_id, household__isnull=False)
    found = found.exclude(pk__in=Line.objects.values("slip_id")).order_by("household_id", "day", "pk")
    found = found.annotate(defective=Max("sample__defects__count"))
    rows = [SlipRow(*row) for row in found.values_list(*SlipRow._fields)]
    prices = _contract_prices([row for row in rows if row.fen_per_kg is None])
    by_home: dict[int, list[Delivered]] = defaultdict(list)
    unpriced = 0
    for row in rows:
        if one := _fruit(row, prices.get(row.pk)):
            by_home[row.household_id].append(one)
        else:
            unpriced += 1
    return dict(by_home), unpriced


def _fruit(row: SlipRow, by_contract: ContractPrice | None) -> Delivered | None:
    """None while it has no price."""
    said = row.pk, row.number, row.day, row.grade, row.net_g
    if row.fen_per_kg is not None:
        amount = worth_fen(row.net_g, row.fen_per_kg) if row.amount_fen is None else row.amount_fen
        return Delivered(*said, row.fen_per_kg, amount, row.price_kind)
    if by_contract is None:
        return None
    fen, uncut, number = by_contract
    return Delivered(*said, fen, worth_fen(row.net_g, fen), row.price_kind, number, uncut)


def _contract_prices(rows: Collection[SlipRow]) -> dict[int, ContractPrice]:
    """By slip, for graded fruit of households under contract that day."""
    if not rows:
        return {}
    days = {row.day for row in rows}
    book = contracts.price_book({row.variety_id for row in rows}, min(days), max(days))
    found: dict[int, ContractPrice] = {}
    for day in sorted(days):
        of_day = [row for row in rows if row.day == day]
        terms = contracts.terms_on(READER, day, household_ids={row.household_id for row in of_day})
        by_home = {one.household_id: one for one in reversed(terms)}
        for row in of_day:
            one = by_home.get(row.household_id)
            if one is None or one.line(row.variety_id, row.grade) is None:
                continue
            priced = contracts.price_on(one, row.variety_id, row.grade, day, book=book)
            cut = contracts.cut(priced.fen_per_kg, one.terms.deductions, row.seen)
            found[row.pk] = ContractPrice(cut.fen_per_kg, priced.fen_per_kg, one.number)
    return found


def _settled_before(asked: Asked) -> dict[int, list[Delivered]]:
    """Fruit of the days asked for that posted runs of the organisation settled."""
    found = Statement.objects.filter(
        run__organisation=asked.organisation_id, run__since__lte=asked.until, run__until__gte=asked.since
    ).filter(pk__in=Line.objects.values("statement"))
    by_home: dict[int, list[Delivered]] = defaultdict(list)
    for home, said in found.order_by("household_id", "pk").values_list("household_id", "inputs"):
        fruit = (one for one in rules.unpacked(said).delivered if asked.since <= one.day <= asked.until)
        by_home[home].extend(fruit)
    return {home: fruit for home, fruit in by_home.items() if fruit}


def _owed(book_id: int) -> dict[int, Owed]:
    """Household -> what stands on its accounts in the book, positive where it is owed to the book."""
    found = ledger.accounts(READER, book_id=book_id).filter(
        purpose__in=[purpose.value for purpose in OWED], household__isnull=False
    )
    by_home: dict[int, dict[StepKind, tuple[int, int]]] = defaultdict(dict)
    for row in found.order_by("pk"):
        if fen := ledger.own_side_fen(row):
            by_home[row.household_id or 0][OWED[Purpose(row.purpose)]] = (fen, row.pk)
    return {home: _as_owed(standing) for home, standing in by_home.items()}


def _as_owed(standing: Mapping[StepKind, tuple[int, int]]) -> Owed:
    fen = {f"{kind.value}_fen": amount for kind, (amount, _) in standing.items()}
    return Owed(**fen, accounts={kind.value: number for kind, (_, number) in standing.items()})
